import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { clusterTree } from '../../server/cluster/clusterTree.js'
import { cutTree, cutTreeAtHeight } from '../../server/cluster/cutTree.js'
import type { Mesh } from '../../server/mesh/mesh.js'
import { readMeshFile } from '../support/readMeshFile.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import { writeStl } from '../../server/mesh/writeStl.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { writeTable } from '../../server/table/writeTable.js'
import { blobTable } from '../support/blobTable.js'
import { joined, mapMesh, scaling, turning } from '../support/changeMesh.js'
import { cube } from '../support/meshes.js'
import { runCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const folder = mkdtempSync(join(tmpdir(), 'shapekin-cluster-'))
const table = { ...blobTable(60, 4, 3), descriptor: { kind: 'foreign', numbers: 'embedding' } } as const
const path = join(folder, 'embedding.tsv')
await writeTable(path, table)
const tree = clusterTree({ values: table.values, count: 60, dimension: table.dimension })

const groupsIn = (file: string): string[][] =>
  readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split('\t'))

describe('shapekin cluster', () => {
  it.each([
    { args: ['--groups', '4'], expected: cutTree(tree, 4) },
    { args: ['--similarity', '0.9'], expected: cutTreeAtHeight(tree, 1 - 0.9) },
    { args: ['--similar', '90'], expected: cutTreeAtHeight(tree, 1 - 0.9) },
  ])('writes the groups that the functions give: $args', async ({ args, expected }) => {
    const out = join(folder, 'groups.tsv')
    const { code, stdout } = await runCli(['cluster', path, ...args, '--out', out, '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ shapes: 60, groups: Math.max(...expected) + 1, metric: 'cosine' })
    expect(groupsIn(out)).toEqual([
      ['id', 'class', 'group'],
      ...table.ids.map((id, i) => [id, table.classes[i], String(expected[i])]),
    ])
  })

  it('reads a table as Parquet, and draws the groups', async () => {
    const [parquet, out, map] = ['embedding.parquet', 'groups.tsv', 'map.svg'].map((name) => join(folder, name))
    await writeTable(parquet, table)
    const { code, stdout } = await runCli(['cluster', parquet, '--groups', '4', '--out', out, '--map', map, '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ shapes: 60, groups: 4, map })
    const groups = cutTree(tree, 4)
    expect(groupsIn(out).slice(1)).toEqual(table.ids.map((id, i) => [id, table.classes[i], String(groups[i])]))
    for (const group of [0, 1, 2, 3])
      expect(readFileSync(map, 'utf8')).toContain(`group ${group} (${groups.filter((each) => each === group).length})`)
  })

  it.each([
    { args: [], code: 'input.invalid', exit: 2 },
    { args: ['--groups', '3', '--similarity', '0.5'], code: 'input.invalid', exit: 2 },
    { args: ['--similar', '101'], code: 'input.invalid', exit: 2 },
    { args: ['--similar', '90', '--similarity', '0.5'], code: 'input.invalid', exit: 2 },
    { args: ['--similarity', '1.5'], code: 'input.invalid', exit: 2 },
    { args: ['--groups', '61'], code: 'cluster.groupsRange', exit: 1 },
  ])('refuses $args with $code', async ({ args, code, exit }) => {
    const result = await runCli(['cluster', path, ...args, '--out', join(folder, 'none.tsv'), '--json'])
    expect(JSON.parse(result.stdout)).toMatchObject({ error: { code } })
    expect(result.code).toBe(exit)
  })
})

describe('shapekin similar', () => {
  it('finds the shapes of the same class first, without the shape itself', async () => {
    const { code, stdout } = await runCli(['similar', table.ids[0], '--in', path, '-k', '5', '--json'])
    expect(code).toBe(0)
    const { nearest } = JSON.parse(stdout) as { nearest: { id: string; class: string; distance: number }[] }
    expect(nearest).toHaveLength(5)
    expect(nearest.map(({ class: name }) => name)).toEqual(Array(5).fill(table.classes[0]))
    expect(nearest.map(({ id }) => id)).not.toContain(table.ids[0])
    expect(nearest.map(({ distance }) => distance)).toEqual(nearest.map(({ distance }) => distance).toSorted())
  })

  it('describes a mesh file as the table was described, as its report tells', async () => {
    const home = temporaryFolder()
    const table = mapMesh(cube(), scaling(2, 1, 0.1))
    const library = join(home, 'library')
    mkdirSync(library)
    const write = (path: string, mesh: Mesh) => writeFileSync(path, writeObj(mesh, 'mesh'))
    write(join(library, 'table.obj'), joined(table, mapMesh(cube(), scaling(0.1, 0.1, 1), [1.5, 0.7, -1])))
    write(join(library, 'cube.obj'), cube())
    const turned = join(home, 'turned.obj')
    write(turned, mapMesh(await readMeshFile(join(library, 'table.obj')), turning([0.36, 0.48, 0.8], 1)))
    const [out, env] = [join(home, 'library.tsv'), { SHAPEKIN_HOME: home }]
    await runCli(['describe', library, '--out', out, '--center', 'sphere', '--points', '600'], env)
    const distances = async () => {
      const { stdout } = await runCli(['similar', turned, '--in', out, '--json'], env)
      const { nearest } = JSON.parse(stdout) as { nearest: { id: string; distance: number }[] }
      return nearest
    }
    const [found] = await distances()
    expect(found.id).toBe('table.obj')
    expect(found.distance).toBeLessThan(1e-3)
    const report = join(home, 'library.report.json')
    rmSync(report)
    expect((await distances())[0].distance).toBeGreaterThan(0.1)
    writeFileSync(report, '{"options":')
    const { code, stdout } = await runCli(['similar', turned, '--in', out, '--json'], env)
    expect([code, JSON.parse(stdout)]).toMatchObject([2, { error: { code: 'input.unreadable' } }])
  })

  it('says when y was taken for up in an STL file, and not where it was told', async () => {
    const home = temporaryFolder()
    const [out, env] = [join(home, 'places.tsv'), { SHAPEKIN_HOME: home }]
    const [solid, object, other] = ['cube.stl', 'cube.obj', 'other.obj'].map((name) => join(home, name))
    writeFileSync(solid, writeStl(cube()))
    for (const file of [object, other]) writeFileSync(file, writeObj(cube(), 'cube'))
    const checkpoint = join(PROJECT_ROOT, 'checkpoints', 'pretrained')
    const embedded = await runCli(['embed', object, '--checkpoint', checkpoint, '--out', out], env)
    expect(embedded.stdout).not.toContain('was taken to point up')
    const similar = async (...args: string[]) =>
      (await runCli(['similar', ...args, '--in', out, '--checkpoint', checkpoint], env)).stdout
    expect(await similar(solid)).toMatch(/^note +y was taken to point up.*\nsearched +1 shapes/)
    expect(await similar(solid, '--up', 'z')).toMatch(/^searched +1 shapes/)
    expect(await similar(other)).toMatch(/^searched +1 shapes/)
  })

  it('refuses what is neither an id nor a mesh', async () => {
    const { code, stdout } = await runCli(['similar', 'nobody', '--in', path, '--json'])
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'cluster.unknownShape' } })
  })
})
