import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { z } from 'zod'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { openBuilder } from '../../server/cli/openBuilder.js'
import { DescribePool } from '../../server/descriptor/describePool.js'
import { describeSource } from '../../server/descriptor/describeSource.js'
import type { MeshSource } from '../../server/mesh/meshSource.js'
import { enterFleet } from '../../server/queue/enterFleet.js'
import { openQueue } from '../../server/queue/openQueue.js'
import { openWorker } from '../../server/queue/openWorker.js'
import { Drawing } from '../../server/recipe/drawing.js'
import { splitTables } from '../../server/run/artefacts.js'
import { MAX_BLENDERS } from '../../server/session/replaceLost.js'
import { splitTable } from '../../server/table/splitTable.js'
import { blendersWith } from '../support/processes.js'
import { hasRedis, RedisServer } from '../support/redisServer.js'
import { runCli, startCli } from '../support/runCli.js'
import { startServer } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** Of these shapes some are no good and drawn again. */
const drawn = (count = 60) => Drawing.ofSeed('families', count, 7)
/** More than are under way at a time: some are still to be built when the first has come. */
const MANY = 300
const RUN = { preset: 'seed', count: 20, seed: 3 } as const

describe.skipIf(!hasRedis)('shapes that workers build', { timeout: 600_000 }, () => {
  let redis: RedisServer
  let asker: Redis
  beforeAll(async () => {
    redis = await RedisServer.start()
    asker = new Redis(redis.url)
  })
  afterAll(async () => {
    asker.disconnect()
    await redis.close()
  })

  const { signal } = new AbortController()
  /** Every byte of them, by id. */
  const read = async (drawing: Drawing, shapes: MeshSource) => {
    const found = new Map<string, string>()
    for await (const { id, class: label, shape } of shapes) {
      if (!('positions' in shape)) throw new Error(`${id} was not built`)
      const hash = createHash('sha256').update(shape.positions).update(shape.triangles)
      found.set(id, `${label} ${hash.digest('hex')}`)
    }
    return { shapes: [...found].sort(), redrawn: drawing.redrawn }
  }

  it('are those of the own Blender, by 1, 2 and 4 workers', async () => {
    const own = drawn()
    const expected = await (await startServer()).withShapes(own, signal, (shapes) => read(own, shapes))
    expect(expected.redrawn.length).toBeGreaterThan(0)
    const place = { redis: redis.url, store: temporaryFolder() }
    const queue = await openQueue({ ...place, threads: 0 })
    onTestFinished(() => queue.close())
    expect(await queue.builders()).toBeUndefined()
    const shares: number[] = []
    for (const count of [1, 2, 4]) {
      while (shares.length < count) {
        const fleet = await enterFleet(place)
        const built = await openBuilder(fleet)
        const share = shares.push(0) - 1
        const onChunk = (shapes: number) => void (shares[share] += shapes)
        const options = { roles: ['generate'], threads: 1, builder: built.builder, onChunk } as const
        const worker = openWorker(fleet.redis, fleet.store, options)
        onTestFinished(async () => {
          await worker.close()
          await built.close()
          fleet.leave()
        })
        expect(built.blender).toMatch(/^\d/)
      }
      const drawing = drawn()
      const blender = await vi.waitFor(async () => z.string().parse(await queue.builders()), { timeout: 60_000 })
      expect(await read(drawing, queue.shapes(drawing, { blender }, signal))).toEqual(expected)
    }
    // Nothing is kept that is as fast made again: each time all were built.
    expect(shares.reduce((sum, share) => sum + share)).toBeGreaterThan(3 * 60)
  })

  it('make the run that the own Blender makes', async () => {
    const folder = temporaryFolder()
    const place = ['--redis', redis.url, '--store', join(folder, 'store')]
    await asker.flushall()
    const worker = startCli(['worker', ...place, '--roles', 'generate,describe', '--concurrency', '1', '--json'])
    await worker.waitFor(/^worker .*Blender \d/m)
    const words = [
      'run',
      '--groups',
      '2',
      ...Object.entries(RUN).flatMap(([name, value]) => [`--${name}`, String(value)]),
    ]
    const { code, stderr } = await runCli([...words, '--out', join(folder, 'out'), ...place])
    expect([code, stderr]).toEqual([0, expect.anything()])

    const pool = new DescribePool()
    onTestFinished(() => pool.close())
    const store = { get: () => Promise.resolve(undefined), put: () => Promise.resolve() }
    const drawing = Drawing.ofSeed(RUN.preset, RUN.count, RUN.seed)
    const { table } = await (
      await startServer()
    ).withShapes(drawing, signal, (shapes) =>
      describeSource(shapes, DescribeOptions.parse({}), { pool, store, tick: () => undefined, signal }),
    )
    await splitTables.write(join(folder, 'expected'), splitTable(table, RUN.seed))
    for (const name of ['train.tsv', 'valid.tsv', 'test.tsv'])
      expect(readFileSync(join(folder, 'out', name), 'utf8')).toBe(readFileSync(join(folder, 'expected', name), 'utf8'))
    const report = JSON.parse(readFileSync(join(folder, 'out', 'report.json'), 'utf8')) as object
    expect(report).toMatchObject({ colored: RUN.count, refused: [] }) // by its own Blender, which has them all, too

    worker.child.kill('SIGINT')
    expect(JSON.parse((await worker.ended).stdout)).toMatchObject({ shapes: 2 * RUN.count })
  })

  it('are all built when so many Blenders of a worker are killed at a chunk that it goes back', async () => {
    const own = drawn(MANY)
    const expected = await (await startServer()).withShapes(own, signal, (shapes) => read(own, shapes))
    await asker.flushall()
    const home = temporaryFolder()
    const place = { redis: redis.url, store: temporaryFolder() }
    const words = ['--redis', place.redis, '--store', place.store, '--roles', 'generate', '--concurrency', '1']
    const worker = startCli(['worker', ...words], { SHAPEKIN_HOME: home })
    const [, blender] = await worker.waitFor(/^worker .*Blender ([\d.]+)/m)
    const queue = await openQueue({ ...place, threads: 0 })
    onTestFinished(() => queue.close())
    const drawing = drawn(MANY)
    const shapes = queue.shapes(drawing, { blender }, signal)
    const killed = new Set<number>()
    const killNew = () => {
      for (const pid of blendersWith(home)
        .filter((pid) => !killed.has(pid))
        .slice(0, MAX_BLENDERS - killed.size)) {
        killed.add(pid)
        process.kill(pid, 'SIGKILL')
      }
    }
    let killing: NodeJS.Timeout | undefined
    onTestFinished(() => clearInterval(killing))
    async function* killedAfterFirst() {
      for await (const shape of shapes) {
        killing ??= setInterval(killNew, 20)
        yield shape
      }
    }
    const source = { count: shapes.count, [Symbol.asyncIterator]: killedAfterFirst }
    expect(await read(drawing, source)).toEqual(expected)
    expect(killed.size).toBe(MAX_BLENDERS)
    await worker.waitFor(/^chunk +blender\.died: .*SIGKILL/m)
  })

  it('are of one Blender: a worker with another is refused', async () => {
    await asker.flushall()
    await asker.set('shapekin:blender', '9.9.9')
    const fleet = await enterFleet({ redis: redis.url, store: temporaryFolder() })
    onTestFinished(() => fleet.leave())
    await expect(openBuilder(fleet)).rejects.toMatchObject({
      code: 'queue.otherVersions',
      message: expect.stringMatching(/others work with Blender 9\.9\.9; this one has Blender \d/) as string,
    })
  })
})
