import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { DescribePool } from '../../server/descriptor/describePool.js'
import type { MeshPoolOptions } from '../../server/mesh/meshPool.js'
import { bumpySphere, cube } from '../support/meshes.js'
import { DescribeOptions, MOST_POINTS } from '../../shared/schema/describeOptions.js'
import { checkMesh } from '../../server/mesh/checkMesh.js'
import { chordDescriptor } from '../support/chordDescriptor.js'

const options = DescribeOptions.parse({})
const slow = DescribeOptions.parse({ points: MOST_POINTS })

describe('DescribePool', () => {
  let pool: DescribePool | undefined
  const open = (poolOptions?: MeshPoolOptions) => (pool = new DescribePool(poolOptions))
  afterEach(() => pool?.close())

  it('gives the numbers of the calling thread, and the crossings of a closed mesh are even', async () => {
    const description = await open({ workers: 1 }).describe(cube(), options)
    expect(description.values).toEqual(chordDescriptor(checkMesh(cube()), 'box'))
    expect(description.hitFraction).toBeCloseTo(0.63677, 5)
    expect(description).toMatchObject({ oddParityChords: 0, leakFraction: 0 })
    expect(description.seconds).toBeGreaterThan(0)
  })

  it('refuses a broken mesh by its code and goes on with the next', async () => {
    const open1 = open({ workers: 1 })
    const broken = { positions: new Float32Array(9).fill(NaN), triangles: Uint32Array.of(0, 1, 2) }
    const outside = { positions: cube().positions, triangles: Uint32Array.of(0, 1, 4_000_000) }
    const point = { positions: new Float32Array(9).fill(2), triangles: Uint32Array.of(0, 1, 2) }
    const answers = await Promise.allSettled(
      [broken, cube(), outside, point].map((mesh) => open1.describe(mesh, options)),
    )
    const codes = answers.map((answer) =>
      answer.status === 'fulfilled' ? 'ok' : (answer.reason as { code: string }).code,
    )
    expect(codes).toEqual(['mesh.nonFinite', 'ok', 'mesh.indexRange', 'mesh.noExtent'])
  })

  it('ends what is running and what waits within a second of a cancel, and can still be used', async () => {
    const open1 = open({ workers: 1 })
    const abort = new AbortController()
    const jobs = [0, 1, 2].map(() => open1.describe(bumpySphere(20_000), slow, abort.signal))
    const outcomes = Promise.allSettled(jobs)
    await new Promise((resolve) => setTimeout(resolve, 300))
    const start = performance.now()
    abort.abort()
    for (const outcome of await outcomes) expect(outcome).toMatchObject({ reason: { code: 'cancelled' } })
    expect(performance.now() - start).toBeLessThan(1000)
    expect((await open1.describe(cube(), options)).values).toHaveLength(128)
  })

  it.skipIf(process.platform !== 'linux')(
    'ends a thread that is idle, and starts another for the next mesh',
    async () => {
      const threads = () => readdirSync('/proc/self/task').length
      const restless = open({ workers: 1, idleMilliseconds: 50 })
      const { values } = await restless.describe(cube(), options)
      const working = threads()
      while (threads() >= working) await sleep(20)
      expect((await restless.describe(cube(), options)).values).toEqual(values)
    },
  )

  it('refuses a mesh that takes too long; the thread is replaced', async () => {
    const impatient = open({ workers: 1, timeLimitSeconds: 0.3 })
    await expect(impatient.describe(bumpySphere(20_000), slow)).rejects.toMatchObject({ code: 'descriptor.timeLimit' })
  })
})
