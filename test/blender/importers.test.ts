import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findEveryBlender } from '../../server/blender/findBlender.js'
import { compareVersions } from '../../server/blender/probeBlender.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { gltfVariants } from '../support/gltfVariants.js'
import { plyOf, PRISM } from '../support/polygonFiles.js'
import { readMeshFile } from '../support/readMeshFile.js'
import { boxOf, surfaceOf } from '../support/surfaceOf.js'

type Measured = { triangles: number; area: number; box: number[] } | { error: string }

const PRISM_OBJ = [
  ...PRISM.vertices.map((vertex) => `v ${vertex.join(' ')}`),
  ...PRISM.faces.map((face) => `f ${face.map((corner) => corner + 1).join(' ')}`),
].join('\n')

interface File {
  readonly name: string
  readonly content: Buffer
  readonly files?: Readonly<Record<string, Buffer>>
  /** The oldest Blender that reads it. */
  readonly blender: string
}

const FILES: readonly File[] = [
  ...(await gltfVariants()).flatMap(({ name, bytes, files, blender }) => {
    const whole = name.endsWith('.gltf') ? name : `${name}.glb`
    return blender ? [{ name: whole, content: bytes, blender, ...(files ? { files } : {}) }] : []
  }),
  { name: 'text.ply', content: plyOf(PRISM), blender: '3.4' },
  { name: 'little.ply', content: plyOf(PRISM, { format: 'binary_little_endian' }), blender: '3.4' },
  { name: 'big.ply', content: plyOf(PRISM, { format: 'binary_big_endian' }), blender: '3.4' },
  { name: 'prism.obj', content: Buffer.from(PRISM_OBJ), blender: '3.4' },
]

describe.each(await findEveryBlender())(
  "Blender $version's own importers and our readers",
  ({ version, ...install }) => {
    const folder = mkdtempSync(join(tmpdir(), 'shapekin-importers-'))
    const out = join(folder, 'measured') // no ending: it is no file to import
    afterAll(() => rmSync(folder, { recursive: true, force: true }))
    let measured: Record<string, Measured> = {}

    beforeAll(async () => {
      for (const { name, content, files = {} } of FILES)
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

    it.each(FILES.filter(({ blender }) => compareVersions(version, blender) >= 0))(
      'give one mesh of $name: triangles, area, box',
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
