import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Mesh } from '../../server/mesh/mesh.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import { readTable } from '../../server/table/readTable.js'
import { row } from '../../server/table/table.js'
import { mapMesh, scaling } from '../support/changeMesh.js'
import { cube } from '../support/meshes.js'
import { runCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** Issue 18, kind 10: one unreadable or oddly named folder or file ended a run of thousands, or was taken for another. */

const box: Mesh = cube()
const board = mapMesh(cube(), scaling(4, 0.1, 2))
const stick = mapMesh(cube(), scaling(0.1, 0.1, 5))

/** Names in Latin-1, as archives of other systems unpack them. */
function put(library: string, files: Readonly<Record<string, Mesh>>): void {
  for (const [name, mesh] of Object.entries(files)) {
    const path = Buffer.concat([Buffer.from(`${library}/`), Buffer.from(name, 'latin1')])
    mkdirSync(path.subarray(0, path.lastIndexOf('/')), { recursive: true })
    writeFileSync(path, writeObj(mesh, 'shape'))
  }
}

async function describeLibrary(
  files: Readonly<Record<string, Mesh>>,
  spoil: (library: string) => void = () => undefined,
) {
  const home = temporaryFolder()
  const [library, out] = [join(home, 'library'), join(home, 'out.tsv')]
  put(library, files)
  spoil(library)
  const { code, stdout } = await runCli(['describe', library, '--out', out, '--points', '50', '--json'], {
    SHAPEKIN_HOME: home,
  })
  const report = JSON.parse(stdout) as { refused: { id: string; message: string }[]; passedOver: number }
  const table = await readTable(out)
  return { code, report, table, numbersOf: (id: string) => row(table, table.ids.indexOf(id)), out }
}

describe('a library with odd names', () => {
  it('in a folder whose name is no UTF-8 is described as a whole', async () => {
    const { code, table } = await describeLibrary({ 'good/cube.obj': box, 'Geh\xe4use/part.obj': board })
    expect([code, table.ids, table.classes]).toEqual([
      0,
      ['Geh\\xE4use/part.obj', 'good/cube.obj'],
      ['Geh\\xE4use', 'good'],
    ])
  })

  it('keeps files apart whose names only look alike', async () => {
    const files = { 'cube.obj': box, 'kit\\tee.obj': board, 'kit/tee.obj': stick, 'a\xe4.obj': box, 'a\xf6.obj': board }
    const { code, table, numbersOf, out } = await describeLibrary(files)
    expect(code).toBe(0)
    expect(table.ids).toEqual(['a\\xE4.obj', 'a\\xF6.obj', 'cube.obj', 'kit/tee.obj', 'kit\\tee.obj'])
    expect(numbersOf('kit\\tee.obj')).toEqual(numbersOf('a\\xF6.obj')) // both are the board
    expect(numbersOf('kit/tee.obj')).not.toEqual(numbersOf('kit\\tee.obj'))
    expect(readFileSync(out, 'utf8').trim().split('\n')).toHaveLength(6)
  })

  it('is described but for what can not be read, which is named, and the command fails', async () => {
    const { code, report, table } = await describeLibrary(
      { 'kit/cube.obj': box, 'other/board.obj': board },
      (library) => {
        symlinkSync('circle.obj', join(library, 'kit/circle.obj'))
        symlinkSync('circle', join(library, 'circle'))
        symlinkSync('gone.obj', join(library, 'other/lost.obj'))
        mkdirSync(join(library, '__MACOSX'))
        for (const name of ['__MACOSX/._cube.obj', 'kit/._cube.obj']) writeFileSync(join(library, name), 'fork')
      },
    )
    expect(code).toBe(1)
    expect(table.ids).toEqual(['kit/cube.obj', 'other/board.obj'])
    expect(report.refused.map(({ id }) => id)).toEqual(['circle', 'kit/circle.obj', 'other/lost.obj'])
    expect(report.passedOver).toBe(2)
  })

  it('with a file whose content is no mesh gets a row for it, and the command does not fail', async () => {
    const { code, report } = await describeLibrary({ 'cube.obj': box }, (library) =>
      writeFileSync(join(library, 'text.obj'), 'no mesh'),
    )
    expect([code, report.refused.map(({ id }) => id)]).toEqual([0, ['text.obj']])
  })

  it('is embedded but for a file that is gone before it is read', async () => {
    const home = temporaryFolder()
    const library = join(home, 'library')
    put(library, { 'cube.obj': box, 'board.obj': board })
    const { findMeshFiles } = await import('../../server/library/findMeshFiles.js')
    const { librarySource } = await import('../../server/library/librarySource.js')
    const found = await findMeshFiles([library])
    rmSync(join(library, 'cube.obj'))
    const shapes = []
    const source = librarySource(found, 'none', new AbortController().signal)
    for await (const { id, shape } of source) shapes.push([id, 'refused' in shape && shape.refused.code])
    expect(shapes).toEqual([
      ['board.obj', false],
      ['cube.obj', 'input.notFound'],
    ])
  })
})
