import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { DescribePool } from '../../server/descriptor/describePool.js'
import type { Study, StudyOptions } from '../../server/library/kept/studyWorker.js'
import { startShapekin } from '../../server/main.js'
import { MeshPool } from '../../server/mesh/meshPool.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import { enterFleet } from '../../server/queue/enterFleet.js'
import { openQueue, type OpenQueue } from '../../server/queue/openQueue.js'
import { openWorker } from '../../server/queue/openWorker.js'
import { ROLES, WORK_VERSIONS } from '../../server/queue/queuedWork.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { findNetwork } from '../../server/views/network/networkFile.js'
import { add, contentOf, putBallsAndBoards, putFile, testCatalog } from '../support/keptLibrary.js'
import { bumpySphere, cube } from '../support/meshes.js'
import { hasRedis, RedisServer } from '../support/redisServer.js'
import { runCli, startCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const OPTIONS = DescribeOptions.parse({ descriptor: 'shape' })
/** As short as a busy machine lets a worker be heard in time. */
const LOCK_MS = 1000

describe.skipIf(!hasRedis)('a queue', { timeout: 300_000 }, () => {
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
  beforeEach(() => asker.flushall())

  const open = async (store: string, threads = 1): Promise<OpenQueue> => {
    const queue = await openQueue({ redis: redis.url, store, threads })
    onTestFinished(() => queue.close())
    return queue
  }
  const startWorker = async (store: string, lockMs = LOCK_MS): Promise<ChildProcess> => {
    const child = fork(join(PROJECT_ROOT, 'test/queue/fixtures/worker.js'), [redis.url, store, String(lockMs), '1'])
    onTestFinished(() => void child.kill('SIGKILL'))
    await once(child, 'message')
    return child
  }
  /** A chunk is locked by the worker that has it. */
  const isWorking = async () => (await asker.keys('bull:shapekin-describe:*:lock')).length > 0
  const until = async (condition: () => Promise<boolean>) => {
    while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5))
  }

  it('gives a library the same bytes by 0, 1, 2 and 4 workers as without any Redis', async () => {
    const folder = temporaryFolder()
    const kit = join(folder, 'kit')
    putBallsAndBoards(kit, 12)
    putFile(join(kit, 'broken.off'), 'OFF\n3 1 0\n0 0')
    const alone = testCatalog(folder, 'alone.sqlite')
    await add(alone, [kit])
    const workers: { readonly stop: () => Promise<{ shapes: number }> }[] = []
    for (const count of [0, 1, 2, 4]) {
      const store = join(folder, 'store')
      while (workers.length < count) {
        const words = ['worker', '--redis', redis.url, '--store', store, '--roles', 'describe', '--concurrency', '1']
        const started = startCli([...words, '--json'])
        await started.waitFor(/^worker /m)
        workers.push({
          stop: async () => {
            started.child.kill('SIGINT')
            return JSON.parse((await started.ended).stdout) as { shapes: number }
          },
        })
      }
      rmSync(join(store, 'result'), { recursive: true, force: true }) // nothing is known from before
      const library = join(folder, `by-${count}.sqlite`)
      const given = ['--redis', redis.url, '--store', store, '--views', 'off', '--library', library, '--json']
      const { code, stdout } = await runCli(['library', 'add', kit, ...given])
      expect([code, JSON.parse(stdout)]).toMatchObject([0, { described: 25, shapes: 24, refused: 1 }])
      expect(contentOf(testCatalog(folder, `by-${count}.sqlite`))).toEqual(contentOf(alone))
      for (const name of readdirSync(join(store, 'mesh'))) expect(readdirSync(join(store, 'mesh', name))).toEqual([])
    }
    const shares = (await Promise.all(workers.map((worker) => worker.stop()))).map(({ shapes }) => shapes)
    expect(shares.reduce((sum, share) => sum + share)).toBeGreaterThanOrEqual(3 * 25) // the first time there was none
  })

  it.skipIf(findNetwork().state !== 'found')('gives all that a thread sees of a mesh, its looks too', async () => {
    const [mesh, options] = [bumpySphere(80), { describe: OPTIONS, view: { up: 'y' as const } }]
    const pool = new MeshPool<StudyOptions, Study>('server/library/kept/studyWorker.js', { workers: 1 })
    onTestFinished(() => pool.close())
    const expected = await pool.run(mesh, options)
    expect(expected.sight).toBeDefined()
    const { studying } = await open(temporaryFolder())
    expect(await studying.run(mesh, options)).toEqual(expected)
  })

  it('does once what is asked twice, at a time or later', async () => {
    const store = temporaryFolder()
    const worker = await startWorker(store, 60_000) // it is never taken for dead, however busy the machine
    const meshes = Array.from({ length: 20 }, (_, i) => bumpySphere(80 + 40 * i))
    const askers = await Promise.all([open(store), open(store)])
    const ask = ({ describing }: OpenQueue) => Promise.all(meshes.map((mesh) => describing.run(mesh, OPTIONS)))
    const [first, second] = await Promise.all(askers.map(ask))
    expect(second).toEqual(first) // the seconds that each took, too
    // Equal meshes fill equal chunks, which are one job: each is told of its end.
    const equal = await Promise.all(Array.from({ length: 24 }, () => askers[0].describing.run(cube(), OPTIONS)))
    for (const each of equal) expect(each).toEqual(equal[0])
    worker.kill('SIGKILL')
    expect(await ask(askers[0])).toEqual(first)
  })

  it('refuses a mesh that ends its workers again and again, and that one only', async () => {
    const store = temporaryFolder()
    const { describing } = await open(store, 0)
    const poison = describing.run(bumpySphere(60_000), OPTIONS).catch((cause: unknown) => cause)
    let isDone = false
    void poison.then(() => (isDone = true))
    let ended = 0
    while (!isDone) {
      const worker = await startWorker(store)
      await until(async () => isDone || (await isWorking()))
      worker.kill('SIGKILL')
      await once(worker, 'exit')
      await until(async () => !(await isWorking()))
      ended++
    }
    expect(await poison).toMatchObject({
      code: 'descriptor.setAside',
      message: expect.stringContaining('stalled') as string,
    })
    expect(ended).toBeGreaterThan(2) // two by which it was set aside, and the one that found it so
    await startWorker(store)
    expect((await describing.run(cube(), OPTIONS)).values.length).toBeGreaterThan(0)
    expect(await asker.zcard('bull:shapekin-describe:failed')).toBe(1) // it is there to be looked at
  })

  it('takes back what is cancelled, and gives back what a worker that is stopped has not done', async () => {
    const store = temporaryFolder()
    const { describing } = await open(store, 0)
    const abort = new AbortController()
    const cancelled = Array.from({ length: 16 }, (_, i) =>
      describing.run(bumpySphere(100 + 40 * i), OPTIONS, abort.signal).catch((cause: unknown) => cause),
    )
    await until(async () => (await asker.llen('bull:shapekin-describe:wait')) > 0)
    abort.abort()
    for (const each of await Promise.all(cancelled)) expect(each).toMatchObject({ code: 'cancelled' })
    await until(async () => (await asker.llen('bull:shapekin-describe:wait')) === 0)

    const worker = await startWorker(store)
    const large = describing.run(bumpySphere(60_000), OPTIONS)
    await until(isWorking)
    worker.send('stop')
    await once(worker, 'exit')
    expect(await asker.llen('bull:shapekin-describe:wait')).toBe(1) // at once, not when its lock has ended
    await startWorker(store)
    expect((await large).values.length).toBeGreaterThan(0)
  })

  it('is helped by one worker of this process, also where Redis was away for several looks', async () => {
    const store = temporaryFolder()
    const { describing } = await open(store)
    const described = describing.run(cube(), OPTIONS)
    await until(async () => (await asker.llen('bull:shapekin-describe:wait')) > 0)
    await asker.call('CLIENT', 'PAUSE', '7000')
    await described
    const counting = new Queue('shapekin-describe', { connection: asker })
    expect(await counting.getWorkersCount()).toBe(1)
  })

  it('says at the start what does not fit: other versions, another store, no Redis, no address', async () => {
    const store = temporaryFolder()
    const place = { redis: redis.url, store }
    const fleet = await enterFleet(place)
    await expect(enterFleet({ ...place, store: temporaryFolder() })).rejects.toMatchObject({ code: 'queue.otherStore' })
    fleet.leave()
    const other = { ...(JSON.parse((await asker.get('shapekin:fleet')) ?? '') as object), versions: { shape: 0 } }
    await asker.set('shapekin:fleet', JSON.stringify(other))
    await expect(enterFleet(place)).rejects.toMatchObject({
      code: 'queue.otherVersions',
      message: expect.stringMatching(
        /work with shape 0; this one has queue 3, recipes \d+, reading \d+, chords/,
      ) as string,
    })
    const secret = 'redis://somebody:hush@127.0.0.1:1/2'
    const unreachable = enterFleet({ ...place, redis: secret })
    await expect(unreachable).rejects.toMatchObject({ code: 'queue.unreachable' })
    await expect(unreachable).rejects.toThrow(/^Redis at redis:\/\/127\.0\.0\.1:1\/2 can not be used: .*ECONNREFUSED/)
    for (const wrong of ['http://localhost', 'redis:', 'localhost:6379', ''])
      await expect(enterFleet({ ...place, redis: wrong })).rejects.toMatchObject({ code: 'input.invalid' })
    const { code, stderr } = await runCli(['worker', '--redis', secret, '--roles', 'describe'])
    expect([code, stderr.includes('hush')]).toEqual([1, false])
  })

  it('is used by a server: what is sent to it is described by workers', async () => {
    const folder = temporaryFolder()
    const shapekin = await startShapekin({
      ...{ home: folder, port: 0, host: '127.0.0.1', allowedHosts: [], logLevel: 'info' },
      queue: { redis: redis.url, store: join(folder, 'store') },
    })
    onTestFinished(() => shapekin.close())
    const response = await fetch(`${shapekin.address}/api/shapes?name=ball.obj`, {
      method: 'POST',
      headers: { authorization: `Bearer ${shapekin.home.token}`, 'content-type': 'application/octet-stream' },
      body: writeObj(bumpySphere(200), 'ball'),
    })
    expect(await response.json()).toMatchObject({ shapes: [{ status: 'ok' }] })
    const done = await Promise.all(ROLES.map((role) => asker.zcard(`bull:shapekin-${role}:completed`)))
    expect(done.reduce((sum, each) => sum + each)).toBe(1)
  })

  it('does nothing that is not in the form of a chunk', async () => {
    const store = temporaryFolder()
    putFile(join(store, 'secret'), 'hush')
    const fleet = await enterFleet({ redis: redis.url, store })
    const digest = '0'.repeat(64)
    const chunk = {
      versions: WORK_VERSIONS,
      work: 'describe',
      options: OPTIONS,
      tasks: [{ mesh: digest, result: digest }],
    }
    const failures: string[] = []
    const worker = openWorker(fleet.redis, fleet.store, {
      roles: ['describe'],
      threads: 1,
      onFailure: (failure) => failures.push(failure),
    })
    const queue = new Queue('shapekin-describe', { connection: fleet.redis })
    const foreign = [
      {},
      { ...chunk, work: 'constructor' },
      { ...chunk, tasks: [{ mesh: '../../secret', result: digest }] },
      { ...chunk, tasks: [{ mesh: digest, result: `${digest}/../../secret` }] },
      { ...chunk, tasks: Array.from({ length: 1000 }, () => chunk.tasks[0]) },
      { ...chunk, module: '/tmp/x.js' },
    ]
    await Promise.all(foreign.map((data, i) => queue.add('describe', data, { jobId: `foreign-${i}` })))
    await until(() => Promise.resolve(failures.length === foreign.length))
    expect(readdirSync(store).sort()).toEqual(['fleet', 'secret'])
    await queue.add('describe', { ...chunk, versions: { shape: 0 } }, { attempts: 5 })
    await until(() => Promise.resolve(failures.length > foreign.length))
    expect(failures.at(-1)).toMatch(/^queue\.otherVersions: At this queue others work with shape 0; this one has queue/)
    await Promise.all([worker.close(), queue.close()])
    fleet.leave()
  })

  it('gives the numbers of a pool, for meshes and files, and its refusals', async () => {
    const { describing } = await open(temporaryFolder())
    const pool = new DescribePool({ workers: 1 })
    onTestFinished(() => pool.close())
    const inputs = [cube(), { bytes: Buffer.from('solid\nendsolid\n'), format: 'stl' as const }, bumpySphere(300)]
    for (const input of inputs)
      for (const options of [OPTIONS, DescribeOptions.parse({ points: 100 })]) {
        const timeless = (made: Promise<{ seconds: number }>) =>
          made.then(
            ({ seconds: _, ...rest }) => rest,
            (cause: unknown) => cause,
          )
        expect(await timeless(describing.run(input, options))).toEqual(await timeless(pool.run(input, options)))
      }
  })
})
