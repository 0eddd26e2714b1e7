import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { DescriptionReport } from '../../server/library/descriptionReport.js'
import { checkMesh } from '../../server/mesh/checkMesh.js'
import { READ_EXTENSIONS } from '../../server/mesh/formats.js'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { readTable } from '../../server/table/readTable.js'
import { row } from '../../server/table/table.js'
import { runCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'
import { chordDescriptor } from '../support/chordDescriptor.js'

const TETRAHEDRON = 'v 0 0 0\nv 1 0 0\nv 0 1 0\nv 0 0 1\nf 1 3 2\nf 1 2 4\nf 2 3 4\nf 3 1 4\n'

/** A small library: two meshes in two folders, equal but for a comment in one's file, three broken files, one that is no mesh. */
function makeLibrary(folder: string): string {
  const library = join(folder, 'library')
  for (const name of ['a/left', 'b']) mkdirSync(join(library, name), { recursive: true })
  writeFileSync(join(library, 'a/left/tetra.obj'), TETRAHEDRON)
  writeFileSync(join(library, 'b/again.OBJ'), `# again\n${TETRAHEDRON}`)
  writeFileSync(join(library, 'b/cut.stl'), Buffer.alloc(100, 1))
  writeFileSync(join(library, 'b/empty.obj'), '')
  writeFileSync(join(library, 'b/index.obj'), `${TETRAHEDRON}f 1 2 9\n`)
  writeFileSync(join(library, 'b/readme.txt'), 'no mesh')
  return library
}

describe('shapekin describe', () => {
  it('gives each mesh a row, each broken file its reason, and does nothing twice', async () => {
    const home = temporaryFolder()
    const library = makeLibrary(home)
    const describeTo = async (out: string, ...more: string[]) => {
      const { code, stdout } = await runCli(['describe', library, '--out', out, '--json', ...more], {
        SHAPEKIN_HOME: home,
      })
      return {
        code,
        ...(JSON.parse(stdout) as { described: number; fromCache: number; refused: { id: string; status: string }[] }),
      }
    }
    const [first, second] = [join(home, '1.tsv'), join(home, '2.tsv')]
    expect(await describeTo(first, '--workers', '1')).toMatchObject({
      code: 0,
      described: 2,
      refused: [{ id: 'b/cut.stl' }, { id: 'b/empty.obj' }, { id: 'b/index.obj' }],
    })
    expect(await describeTo(second, '--workers', '2')).toMatchObject({ code: 0, described: 2, fromCache: 2 })
    expect(readFileSync(second)).toEqual(readFileSync(first))

    const table = await readTable(first)
    expect(table).toMatchObject({
      ids: ['a/left/tetra.obj', 'b/again.OBJ'],
      classes: ['left', 'b'],
      dimension: 128,
    })
    const expected = chordDescriptor(checkMesh(parseMesh(Buffer.from(TETRAHEDRON), 'obj')), 'box')
    expect(row(table, 0)).toEqual(expected)
    expect(row(table, 1)).toEqual(expected)

    const report = (path: string) => JSON.parse(readFileSync(path, 'utf8')) as DescriptionReport
    const { options, meshes } = report(join(home, '1.report.json'))
    expect(options).toEqual({ descriptor: 'chords', center: 'box', source: 'model', up: 'none', points: 2000 })
    expect(meshes.map(({ id }) => id)).toEqual(table.ids)
    expect(meshes[0]).toMatchObject({ oddParityChords: 0, leakFraction: 0 })
    expect(meshes[0].hitFraction).toBeGreaterThan(0.1)
    const known = report(join(home, '2.report.json')).meshes
    expect(known).toEqual(meshes.map((mesh) => ({ ...mesh, seconds: expect.any(Number) as number })))

    expect(await describeTo(second, '--source', 'hull')).toMatchObject({ described: 2, fromCache: 0 })
    expect(row(await readTable(second), 0)).toEqual(expected) // a tetrahedron is its own hull
    // Other options are other numbers: nothing of what was kept may be taken for them.
    expect(await describeTo(second, '--center', 'sphere')).toMatchObject({ described: 2, fromCache: 0 })
    expect(row(await readTable(second), 0)).not.toEqual(expected)
  })

  it.each([
    [['--descriptor', 'colors'], 'descriptor'],
    [['--points', '3'], 'points'],
    [['--workers', '0'], 'workers'],
  ])('refuses %j as wrong use', async (args, field) => {
    const folder = temporaryFolder()
    const { code, stderr } = await runCli(['describe', folder, '--out', join(folder, 't.tsv'), ...args], {
      SHAPEKIN_HOME: folder,
    })
    expect([code, stderr]).toEqual([2, expect.stringContaining(field)])
  })

  it('says that a folder holds no mesh', async () => {
    const folder = temporaryFolder()
    const { code, stderr } = await runCli(['describe', folder, '--out', join(folder, 't.tsv')], {
      SHAPEKIN_HOME: folder,
    })
    expect([code, stderr]).toEqual([2, expect.stringContaining(`no ${READ_EXTENSIONS} file`)])
  })
})
