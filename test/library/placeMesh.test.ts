import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { saveCheckpoint, type Checkpoint } from '../../server/checkpoint/checkpoint.js'
import { embedTable } from '../../server/checkpoint/embedTable.js'
import { plainScaling } from '../../server/checkpoint/inputScaling.js'
import { createNetwork } from '../../server/checkpoint/network.js'
import { currentDescriptor } from '../../server/descriptor/currentDescriptor.js'
import { DescribePool } from '../../server/descriptor/describePool.js'
import { placeMesh } from '../../server/library/placeMesh.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import { readTable } from '../../server/table/readTable.js'
import { row, type Table } from '../../server/table/table.js'
import { writeTable } from '../../server/table/writeTable.js'
import { Random } from '../../shared/random.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { TrainOptions } from '../../shared/schema/trainOptions.js'
import { bumpySphere, cube } from '../support/meshes.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const signal = new AbortController().signal
const MESHES = { 'cube.obj': cube(), 'bumps.obj': bumpySphere(200) }
const files = Object.entries(MESHES).map(([name, mesh]) => ({ name, bytes: Buffer.from(writeObj(mesh, name)) }))

let pool: DescribePool
beforeAll(() => void (pool = new DescribePool({ workers: 1 })))
afterAll(() => pool.close())

const describeAll = async (options: DescribeOptions): Promise<Table> => {
  const rows: Float32Array[] = []
  for (const { bytes } of files) rows.push((await pool.describe({ bytes, format: 'obj' }, options)).values)
  const dimension = rows[0].length
  const values = Float32Array.from(rows.flatMap((numbers) => [...numbers]))
  const ids = files.map(({ name }) => name)
  return { descriptor: currentDescriptor(options), ids, classes: ids, dimension, values }
}

/** A folder with the mesh files, and a table of them. */
const lay = async (table: Table, checkpoint?: string) => {
  const folder = temporaryFolder()
  for (const { name, bytes } of files) writeFileSync(join(folder, name), bytes)
  mkdirSync(join(folder, 'tables'))
  const path = join(folder, 'tables/all.tsv')
  await writeTable(path, table, [], checkpoint)
  return { folder, path }
}

const learned = (expects: Checkpoint['expects'], dimension: number, seed: number): Checkpoint => ({
  name: 'mine',
  expects,
  network: createNetwork(dimension, [8], new Random(seed)),
  scaling: plainScaling('root', dimension),
  record: { kind: 'network', options: TrainOptions.parse({}), backend: 'cpu', versions: {}, metrics: {} },
})

describe('placeMesh', () => {
  it.each([
    { center: 'sphere' },
    { source: 'hull', points: 60 },
    { descriptor: 'shape' },
    { descriptor: 'shape', up: 'z' },
  ] as const)('gives a file the very numbers that it has in a table of %o, told nothing', async (given) => {
    const described = await describeAll(DescribeOptions.parse(given))
    const { folder, path } = await lay(described)
    const table = await readTable(path)
    for (const [i, { name }] of files.entries()) {
      const { values } = await placeMesh(join(folder, name), { table, path }, {}, signal)
      expect(values).toEqual(row(described, i))
    }
  })

  it('refuses what can not be compared, and names both', async () => {
    const { folder, path } = await lay(await describeAll(DescribeOptions.parse({ points: 60 })))
    const place = placeMesh(
      join(folder, 'cube.obj'),
      { table: await readTable(path), path },
      { center: 'sphere' },
      signal,
    )
    await expect(place).rejects.toMatchObject({
      code: 'cluster.otherDescriptor',
      message: expect.stringMatching(/center box.*center sphere/) as string,
    })
  })

  it('finds the checkpoint that made an embedding, and takes no other for it', async () => {
    const described = await describeAll(DescribeOptions.parse({ descriptor: 'shape', up: 'none' }))
    const checkpoint = learned(described.descriptor, described.dimension, 1)
    const embedding = embedTable(checkpoint, described)
    const { folder, path } = await lay(embedding, '../networks/first')
    const table = await readTable(path)
    expect(table.descriptor).toEqual(embedding.descriptor)
    const place = () => placeMesh(join(folder, 'bumps.obj'), { table, path }, {}, signal)
    const isFound = () =>
      place().then(
        ({ values }) => (expect(values).toEqual(row(embedding, 1)), true),
        (error: { code: string }) => (expect(error.code).toBe('checkpoint.unknown'), false),
      )

    expect(await isFound()).toBe(false)
    await saveCheckpoint(join(folder, 'networks/first'), checkpoint)
    expect(await isFound()).toBe(true)
    await saveCheckpoint(join(folder, 'networks/first'), learned(described.descriptor, described.dimension, 2))
    expect(await isFound()).toBe(false)
    await saveCheckpoint(join(folder, 'tables/elsewhere'), checkpoint)
    expect(await isFound()).toBe(false)
    renameSync(join(folder, 'tables/elsewhere'), join(folder, 'tables/mine')) // by its name, beside the table
    expect(await isFound()).toBe(true)
  })

  it('refuses the wrong checkpoint even where it is named', async () => {
    const described = await describeAll(DescribeOptions.parse({ points: 60 }))
    const [right, wrong] = [1, 2].map((seed) => learned(described.descriptor, described.dimension, seed))
    const { folder, path } = await lay(embedTable(right, described))
    await saveCheckpoint(join(folder, 'wrong'), wrong)
    const given = { table: await readTable(path), path, checkpoint: join(folder, 'wrong') }
    await expect(placeMesh(join(folder, 'cube.obj'), given, {}, signal)).rejects.toMatchObject({
      code: 'cluster.otherDescriptor',
    })
  })
})
