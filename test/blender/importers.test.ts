import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findEveryBlender } from '../support/findBlender.js'
import { compareVersions } from '../../server/blender/probeBlender.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { formatRows } from '../formats/formatRows.js'
import { readMeshFile } from '../support/readMeshFile.js'
import { boxOf, surfaceOf } from '../support/surfaceOf.js'

type Measured = { triangles: number; area: number; box: number[] } | { error: string }

const FILES = (await formatRows()).flatMap((row) =>
  'blender' in row && row.blender !== undefined ? [{ ...row, oldest: row.blender }] : [],
)

describe.each(await findEveryBlender())(
  "Blender $version's own importers and our readers",
  ({ version, ...install }) => {
    const folder = mkdtempSync(join(tmpdir(), 'shapekin-importers-'))
    const out = join(folder, 'measured') // no ending: it is no file to import
    afterAll(() => rmSync(folder, { recursive: true, force: true }))
    let measured: Record<string, Measured> = {}

    beforeAll(async () => {
      for (const { name, bytes: content, files = {} } of FILES)
        for (const [way, bytes] of [[name, content] as const, ...Object.entries(files)]) {
          mkdirSync(dirname(join(folder, way)), { recursive: true })
          writeFileSync(join(folder, way), bytes)
        }
      const lines: string[] = []
      const script = join(PROJECT_ROOT, 'test/blender/import_meshes.py')
      const blender = startHeadlessBlender(
        { version, ...install },
        { args: [folder, out], script, seconds: 110, onLog: (line) => lines.push(line) },
      )
      await blender.ended.catch(() => expect.fail(lines.join('\n')))
      measured = JSON.parse(readFileSync(out, 'utf8')) as Record<string, Measured>
    }, 120_000)

    it.each(FILES.filter(({ oldest }) => compareVersions(version, oldest) >= 0))(
      'give one mesh of $format, $feature: triangles, area, box',
      async ({ name }) => {
        const mesh = await readMeshFile(join(folder, name))
        const theirs = measured[name]
        if ('error' in theirs) expect.fail(theirs.error)
        const ours = surfaceOf(mesh)
        expect(theirs.triangles).toBe(ours.triangles)
        expect(Math.abs(theirs.area / ours.area - 1)).toBeLessThan(1e-5)
        boxOf(mesh).forEach((value, i) => expect(Math.abs(value - theirs.box[i])).toBeLessThan(1e-5))
      },
    )
  },
)
