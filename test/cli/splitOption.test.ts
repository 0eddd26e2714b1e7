import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readTable } from '../../server/table/readTable.js'
import { row } from '../../server/table/table.js'
import { GltfBuilder, primitiveOf } from '../support/gltfFiles.js'
import { cube } from '../support/meshes.js'
import { PRISM, offOf, plyOf } from '../support/polygonFiles.js'
import { runCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const SQUARE = 'v 0 0 0\nv 1 0 0\nv 1 1 0\nv 0 1 0\n'

/** A folder of files in five formats; two of them hold several shapes. */
function library(folder: string): string {
  const place = join(folder, 'library')
  mkdirSync(join(place, 'cars'), { recursive: true })
  const builder = new GltfBuilder()
  const nodes = [
    { name: 'body', mesh: 0, scale: [2, 1, 1] },
    { name: 'wheel', mesh: 0 },
    { name: 'wheel', mesh: 0 },
  ]
  writeFileSync(
    join(place, 'cars/a.glb'),
    builder.glb({ meshes: [{ primitives: [primitiveOf(builder, cube())] }], nodes }),
  )
  writeFileSync(join(place, 'b.obj'), `${SQUARE}o left\nf 1 2 3\no none\nf 1 1 1\no right\nf 1 2 3 4\n`)
  writeFileSync(join(place, 'c.ply'), plyOf(PRISM, { format: 'binary_big_endian' }))
  writeFileSync(join(place, 'd.off'), offOf(PRISM))
  writeFileSync(join(place, 'e.ply'), 'ply\n')
  return place
}

describe('describe --split', () => {
  it('auto gives each shape of a file a row, and says of each why it has none', async () => {
    const home = temporaryFolder()
    const place = library(home)
    const run = async (how: string, out: string) => {
      const args = ['describe', place, '--out', out, '--json', '--points', '250', '--split', how]
      const { code, stdout } = await runCli(args, { SHAPEKIN_HOME: home })
      const { refused, ...rest } = JSON.parse(stdout) as {
        refused: { id: string; status: string }[]
        fromCache: number
      }
      return { code, refused: refused.map(({ id, status }) => `${id} ${status}`), known: rest.fromCache }
    }
    const out = join(home, 'split.tsv')
    const refused = ['b.obj#none mesh.noExtent', 'e.ply mesh.truncated']
    expect(await run('auto', out)).toEqual({ code: 0, refused, known: 0 })
    const table = await readTable(out)
    expect(table.ids).toEqual([
      'b.obj#left',
      'b.obj#right',
      'c.ply',
      'cars/a.glb#body',
      'cars/a.glb#wheel',
      'cars/a.glb#wheel (2)',
      'd.off',
    ])
    expect(table.classes.slice(3)).toEqual(['cars', 'cars', 'cars', 'library'])
    expect(row(table, 4)).toEqual(row(table, 5))
    expect(row(table, 2)).toEqual(row(table, 6))
    expect((await run('auto', join(home, 'again.tsv'))).known).toBe(7)

    const whole = join(home, 'whole.tsv')
    expect(await run('none', whole)).toMatchObject({ code: 0, refused: ['e.ply mesh.truncated'] })
    expect((await readTable(whole)).ids).toEqual(['b.obj', 'c.ply', 'cars/a.glb', 'd.off'])
  })
})

describe('sort --split', () => {
  it('auto takes the shapes of a file in a class folder for its class, and places those of others one by one', async () => {
    const home = temporaryFolder()
    const place = join(home, 'library')
    for (const name of ['blocks', 'sheets']) mkdirSync(join(place, name), { recursive: true })
    const sheet = `${SQUARE}v 0 0 0.01\nv 1 0 0.01\nv 1 1 0.01\nv 0 1 0.01\nf 1 2 3 4\nf 8 7 6 5\n`
    const glb = (...scales: number[][]) => {
      const builder = new GltfBuilder()
      const nodes = scales.map((scale, i) => ({ name: `n${i}`, mesh: 0, scale }))
      return builder.glb({ meshes: [{ primitives: [primitiveOf(builder, cube())] }], nodes })
    }
    writeFileSync(join(place, 'blocks/a.glb'), glb([1, 1, 1], [1, 1.1, 1]))
    writeFileSync(join(place, 'sheets/b.glb'), glb([1, 0.01, 1], [1, 0.01, 1.1]))
    writeFileSync(join(place, 'sheets/c.obj'), sheet)
    writeFileSync(join(place, 'new.glb'), glb([1, 0.012, 1], [1, 1.05, 1]))
    const out = join(home, 'placed.tsv')
    const args = ['sort', place, '--out', out, '--class-level', '1', '--split', 'auto', '--json']
    const { code, stdout, stderr } = await runCli(args, { SHAPEKIN_HOME: home })
    expect([code, stderr]).toEqual([0, expect.any(String)])
    expect(JSON.parse(stdout)).toMatchObject({ sorted: 5, placed: 2 })
    const rows = readFileSync(out, 'utf8').trim().split('\n').slice(1)
    expect(rows.map((line) => line.split('\t').slice(0, 2))).toEqual([
      ['new.glb#n0', 'sheets'],
      ['new.glb#n1', 'blocks'],
    ])
  })
})
