import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Mesh } from '../../server/mesh/mesh.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import { writeTable } from '../../server/table/writeTable.js'
import { mapMesh, scaling } from '../support/changeMesh.js'
import { bumpySphere, cube } from '../support/meshes.js'
import { blobTable } from '../support/blobTable.js'
import { runCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** Balls and boards in folders of their own; one of each directly in the library, and in a folder `new`. */
function makeLibrary(): { home: string; library: string } {
  const home = temporaryFolder()
  const library = join(home, 'library')
  const put = (path: string, mesh: Mesh) => {
    const file = join(library, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, writeObj(mesh, 'shape'))
  }
  for (const size of [1, 2, 3]) {
    put(`ball/${size}.obj`, mapMesh(bumpySphere(200 + 40 * size), scaling(size)))
    put(`board/${size}.obj`, mapMesh(cube(), scaling(4, 0.1 * size, 2)))
  }
  put('one.obj', bumpySphere(300))
  put('two.obj', mapMesh(cube(), scaling(4.2, 0.15, 2.1)))
  put('new/three.obj', mapMesh(cube(), scaling(4.1, 0.25, 2)))
  return { home, library }
}

const rowsOf = (file: string): string[][] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('\t'))

describe('shapekin sort', () => {
  it.each([[[]], [['--up', 'none']]])('places the files that lie in no class folder, with %j', async (axes) => {
    const { home, library } = makeLibrary()
    const out = join(home, 'placed.tsv')
    const { code, stdout, stderr } = await runCli(
      ['sort', library, '--unsorted', 'new', ...axes, '--out', out, '--json'],
      { SHAPEKIN_HOME: home },
    )
    expect(stderr).not.toContain('shapekin:')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ sorted: 6, placed: 3 })
    const [head, ...rows] = rowsOf(out)
    expect(head).toEqual(['id', 'class', 'nearest', 'distance', 'confidence'])
    const placed = rows.map(([id, name, nearest]) => [id, name, nearest.startsWith(`${name}/`)])
    expect(placed).toEqual([
      ['new/three.obj', 'board', true],
      ['one.obj', 'ball', true],
      ['two.obj', 'board', true],
    ])
    for (const [, , , distance, confidence] of rows) {
      expect(Number(distance)).toBeGreaterThan(0)
      expect(Number(confidence)).toBeGreaterThan(0.2)
    }
  })

  it('sorts a table of histograms without a checkpoint, and refuses one without a class', async () => {
    const home = temporaryFolder()
    const table = blobTable(40, 4, 3)
    const half = { ...table, classes: table.classes.map((name, i) => (i < 20 ? name : '')) }
    const [input, bare, out] = ['half.tsv', 'bare.tsv', 'placed.tsv'].map((name) => join(home, name))
    await writeTable(input, half)
    const { stdout } = await runCli(['sort', input, '--out', out, '--json'])
    const { leaveOneOut, ...counts } = JSON.parse(stdout) as { leaveOneOut: object }
    expect(counts).toMatchObject({ sorted: 20, placed: 20 })
    expect(Object.keys(leaveOneOut)).toEqual(['refined', 'raw'])
    const [, ...rows] = rowsOf(out)
    const right = rows.filter(([id, name]) => name === table.classes[table.ids.indexOf(id)])
    expect(right.length).toBeGreaterThan(15)

    await writeTable(bare, { ...table, classes: table.classes.map(() => '') })
    const refused = await runCli(['sort', bare, '--out', out, '--json'])
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'sort.noClass' } })
  })
})
