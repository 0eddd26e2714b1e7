import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { Random } from '../../shared/random.js'
import { openQueue } from '../../server/queue/openQueue.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { add, contentOf, putBallsAndBoards, testCatalog } from '../support/keptLibrary.js'
import { hasRedis, RedisServer, Wire } from '../support/redisServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** SHAPEKIN_TEST_KILLS=50 SHAPEKIN_TEST_SEED=1 npx vitest run test/queue/kills.test.ts takes some minutes. */
const KILLS = Number(process.env['SHAPEKIN_TEST_KILLS'] ?? 5)
const SEED = Number(process.env['SHAPEKIN_TEST_SEED'] ?? 24)
const LOCK_MS = 1000
/** All kills may hit one chunk by chance. */
const MOST_STALLS = 100
/** What may end or be cut, as often as it stands here. */
const VICTIMS = ['worker', 'worker', 'worker', 'redis', 'redis with all it knew', 'network'] as const

it.skipIf(!hasRedis)(
  `a library has the same bytes after ${KILLS} kills of workers and Redis and cuts of the network`,
  { timeout: 120_000 + 30_000 * KILLS },
  async () => {
    const folder = temporaryFolder()
    const kit = join(folder, 'kit')
    putBallsAndBoards(kit, 25)
    const alone = testCatalog(folder, 'alone.sqlite')
    await add(alone, [kit])
    const expected = contentOf(alone)

    const redis = await RedisServer.start()
    onTestFinished(() => redis.close())
    const wire = await Wire.open(redis.port)
    onTestFinished(() => wire.close())
    const random = Random.of(SEED, 'sampling')
    const done: string[] = []
    const store = join(folder, 'store')
    for (let round = 0; done.length < KILLS; round++) {
      rmSync(join(store, 'result'), { recursive: true, force: true }) // nothing is known from before
      const queue = await openQueue({ redis: wire.url, store, threads: 0 })
      const startWorker = async (): Promise<ChildProcess> => {
        const file = join(PROJECT_ROOT, 'test/queue/fixtures/worker.js')
        const child = fork(file, [wire.url, store, String(LOCK_MS), String(MOST_STALLS)])
        await Promise.race([once(child, 'message'), once(child, 'exit')])
        return child
      }
      const workers = await Promise.all([startWorker(), startWorker()])
      onTestFinished(() => workers.forEach((worker) => worker.kill('SIGKILL')))
      let isAdded = false
      const sql = testCatalog(folder, `round-${round}.sqlite`)
      const adding = add(sql, [kit], {}, {}, queue.studying).finally(() => (isAdded = true))
      adding.catch(() => undefined)
      while (done.length < KILLS) {
        await sleep(100 + 900 * random.uniform())
        if (isAdded) break
        const victim = VICTIMS[random.below(VICTIMS.length)]
        const which = random.below(workers.length)
        done.push(victim)
        if (victim === 'worker') {
          workers[which].kill('SIGKILL')
          workers[which] = await startWorker()
        } else if (victim !== 'network') {
          await redis.kill()
          if (victim !== 'redis') redis.forget()
          await sleep(500 * random.uniform())
          await redis.startAgain()
        } else {
          wire.cut()
          await sleep(2 * LOCK_MS * random.uniform())
          wire.mend()
        }
      }
      const added = await adding
      await queue.close()
      for (const worker of workers) worker.kill('SIGKILL')
      expect(added, `seed ${SEED}: ${done.join(', ')}`).toMatchObject({ described: 50, refused: [] })
      expect(contentOf(sql), `seed ${SEED}: ${done.join(', ')}`).toEqual(expected)
    }
    console.log(`seed ${SEED}: ${done.join(', ')}`)
  },
)
