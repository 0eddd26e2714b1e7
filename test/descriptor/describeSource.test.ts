import { afterAll, describe, expect, it } from 'vitest'
import { ShapekinError } from '../../shared/errors.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { DescribePool } from '../../server/descriptor/describePool.js'
import type { Description } from '../../server/descriptor/describeMesh.js'
import { describeSource, type DescriptionStore } from '../../server/descriptor/describeSource.js'
import type { MeshSource, SourcedShape } from '../../server/mesh/meshSource.js'
import { writeStl } from '../../server/mesh/writeStl.js'
import { bumpySphere, cube } from '../support/meshes.js'

const pool = new DescribePool({ workers: 2 })
afterAll(() => pool.close())
const options = DescribeOptions.parse({ points: 100 })
const { signal } = new AbortController()

class MapStore implements DescriptionStore {
  readonly kept = new Map<string, Description>()
  get(key: string) {
    return Promise.resolve(this.kept.get(key))
  }
  put(key: string, description: Description) {
    this.kept.set(key, description)
    return Promise.resolve()
  }
}

const sourceOf = (shapes: readonly SourcedShape[], read: (index: number) => void = () => undefined): MeshSource => ({
  count: shapes.length,
  async *[Symbol.asyncIterator]() {
    for (const shape of shapes) {
      read(shape.index)
      await Promise.resolve()
      yield shape
    }
  },
})

const shape = (index: number, mesh: SourcedShape['shape']): SourcedShape => ({
  index,
  id: `shape-${index}`,
  class: index % 2 ? 'odd' : 'even',
  shape: mesh,
})

describe('describeSource', () => {
  it('lets every source get on that shares a pool: none waits until another is through', async () => {
    const narrow = new DescribePool({ workers: 1 })
    const meshes = Array.from({ length: 8 }, () => shape(0, cube()))
    const done = [0, 0, 0, 0]
    let farthest = 0
    const describeAs = (at: number) => {
      const tick = (count: number) => {
        done[at] = count
        farthest = Math.max(farthest, Math.max(...done) - Math.min(...done))
      }
      const source = sourceOf(meshes.map((each, index) => ({ ...each, index })))
      // Nothing is kept, so that the same mesh is described each time.
      const store = { get: () => Promise.resolve(undefined), put: () => Promise.resolve() }
      return describeSource(source, options, { pool: narrow, store, tick, signal })
    }
    await Promise.all(done.map((_, at) => describeAs(at)))
    await narrow.close()
    expect(done).toEqual([8, 8, 8, 8])
    expect(farthest).toBeLessThanOrEqual(2) // as many as a source has under way
  })

  it('gives rows in the order of the source, whatever order the shapes come in, and names the refused', async () => {
    const refused = { code: 'recipe.notBuilt', message: 'no' } as const
    const shapes = [
      shape(3, cube()),
      shape(0, { bytes: writeStl(bumpySphere(200)), format: 'stl' }),
      shape(2, { refused }),
      shape(1, { positions: new Float32Array(0), triangles: new Uint32Array(0) }),
    ]
    const context = { pool, store: new MapStore(), tick: () => undefined, signal }
    const { table, refused: without } = await describeSource(sourceOf(shapes), options, context)
    expect(table).toMatchObject({ ids: ['shape-0', 'shape-3'], classes: ['even', 'odd'] })
    expect(without).toMatchObject([
      { id: 'shape-1', class: 'odd', code: 'mesh.empty' },
      { id: 'shape-2', class: 'even', ...refused },
    ])
    const alone = await pool.describe(cube(), options)
    expect(table.values.subarray(table.dimension)).toEqual(alone.values)
  })

  it('reads no more than a few shapes ahead of what is described', async () => {
    let read = 0
    let most = 0
    let described = 0
    const shapes = Array.from({ length: 40 }, (_, index) => shape(index, bumpySphere(300 + index)))
    const tick = (done: number) => (described = done)
    const count = (index: number) => {
      read = index + 1
      most = Math.max(most, read - described)
    }
    await describeSource(sourceOf(shapes, count), options, { pool, store: new MapStore(), tick, signal })
    expect(described).toBe(40)
    expect(most).toBeLessThanOrEqual(pool.workers + 2)
  })

  it('does not describe again what the store knows', async () => {
    const shapes = [0, 1, 2].map((index) => shape(index, bumpySphere(200 + index)))
    const store = new MapStore()
    const context = { pool, store, tick: () => undefined, signal }
    const first = await describeSource(sourceOf(shapes), options, context)
    const again = await describeSource(sourceOf(shapes), options, context)
    expect([first.known, again.known]).toEqual([0, 3])
    expect(again.table).toEqual(first.table)
  })

  it('ends with what the source throws, and lets go of the source', async () => {
    let closed = false
    const source: MeshSource = {
      count: 2,
      async *[Symbol.asyncIterator]() {
        try {
          yield await Promise.resolve(shape(0, cube()))
          throw new ShapekinError('session.blenderLost', { reason: 'it is gone' })
        } finally {
          closed = true
        }
      },
    }
    const described = describeSource(source, options, { pool, store: new MapStore(), tick: () => undefined, signal })
    await expect(described).rejects.toMatchObject({ code: 'session.blenderLost' })
    expect(closed).toBe(true)
  })
})
