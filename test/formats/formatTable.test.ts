import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toShapekinError } from '../../shared/errors.js'
import { listArchive } from '../../server/mesh/archive/listArchive.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { readMeshBytes } from '../../server/mesh/readMeshBytes.js'
import { readMeshFile } from '../support/readMeshFile.js'
import { boxOf, surfaceOf } from '../support/surfaceOf.js'
import { zipOf } from '../support/zipOf.js'
import { formatPage } from './formatPage.js'
import { isRefused, type FormatRow, type Surface } from './formatRow.js'
import { formatRows } from './formatRows.js'
import { MEASURED } from './measured.js'

const rows = await formatRows()

/** KEEP_FORMAT_FILES=FOLDER keeps the files there, for measure_files.py. */
const kept = process.env['KEEP_FORMAT_FILES']
const folder = kept ?? mkdtempSync(join(tmpdir(), 'shapekin-formats-'))
afterAll(() => {
  if (kept === undefined) rmSync(folder, { recursive: true, force: true })
})

const hashOf = ({ bytes, files = {} }: FormatRow): string => {
  const hash = createHash('sha256').update(bytes)
  for (const content of Object.values(files)) hash.update(content)
  return hash.digest('hex')
}

function expectNear(found: Surface, expected: Surface, rounding: number): void {
  const size = Math.hypot(...[0, 1, 2].map((axis) => expected.box[axis + 3] - expected.box[axis]))
  expect(found.triangles).toBe(expected.triangles)
  expect(Math.abs(found.area / expected.area - 1)).toBeLessThan(10 * rounding)
  found.box.forEach((value, i) => expect(Math.abs(value - expected.box[i])).toBeLessThan(5 * rounding * size))
}

describe('each row of docs/formats.md', () => {
  beforeAll(() => {
    for (const { name, bytes, files = {} } of rows)
      for (const [way, content] of [[name, bytes] as const, ...Object.entries(files)]) {
        mkdirSync(dirname(join(folder, way)), { recursive: true })
        writeFileSync(join(folder, way), content)
      }
  })

  it.each(rows)('$format, $feature: $name', async (row) => {
    const path = join(folder, row.name)
    if (isRefused(row)) {
      await expect(readMeshFile(path)).rejects.toMatchObject({ code: row.refused })
      return
    }
    const { written, blender, rounding = 1e-6 } = row
    const mesh = await readMeshFile(path)
    const { triangles, area } = surfaceOf(mesh)
    const found = { triangles, area, box: boxOf(mesh) }
    if (written) expectNear(found, written.surface, rounding)
    const { sha256, readers = {} } = MEASURED[row.name] ?? {}
    for (const reader of Object.values(readers)) expectNear(found, reader, rounding)
    if (sha256 !== undefined) expect(hashOf(row), 'the file that was measured; see measure_files.py').toBe(sha256)
    expect(written ?? blender ?? sha256, 'somebody else who says so').toBeDefined()
  })
})

describe('an archive of all these files', () => {
  it('gives the same meshes, and refuses the same files', async () => {
    const path = join(folder, 'all.zip')
    const contents = rows.flatMap(({ name, bytes, files = {} }) => Object.entries({ [name]: bytes, ...files }))
    writeFileSync(path, zipOf(contents.map(([name, content]) => ({ name, content }))))
    const archive = await listArchive(path)
    for (const { name } of rows) {
      const outside = await meshOrCode(readMeshFile(join(folder, name)))
      const inside = readMeshBytes({ place: path, id: name, packed: { archive, name } })
      expect(await meshOrCode(inside.then(({ bytes, format }) => parseMesh(bytes, format))), name).toEqual(outside)
    }
  })
})

/** The mesh, or the code of the refusal. */
const meshOrCode = (reading: Promise<Mesh>): Promise<Mesh | string> =>
  reading.catch((cause: unknown) => toShapekinError(cause).code)

describe('docs/formats.md', () => {
  it('has these rows and no others', async () => {
    await expect(formatPage(rows)).toMatchFileSnapshot('../../docs/formats.md')
  })

  it('has no two rows of one name', () => {
    expect(new Set(rows.map(({ name }) => name)).size).toBe(rows.length)
    expect(new Set(rows.map(({ format, feature }) => `${format} ${feature}`)).size).toBe(rows.length)
  })
})
