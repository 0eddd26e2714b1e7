import { once } from 'node:events'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connectRedis } from '../../server/queue/connectRedis.js'
import { tellOutages } from '../../server/queue/tellOutages.js'
import { hasRedis, RedisServer } from '../support/redisServer.js'

describe.skipIf(!hasRedis)('a Redis', () => {
  it('is said to be lost and there again once for each time; a connection that is closed is not lost', async () => {
    const server = await RedisServer.start()
    onTestFinished(() => server.close())
    const redis = await connectRedis(server.url)
    const said: string[] = []
    tellOutages({ redis, address: 'here' }, (sentence) => said.push(sentence))
    await redis.ping()
    for (let times = 0; times < 2; times++) {
      await server.kill()
      const back = new Promise((resolve) => redis.once('ready', resolve)) // `once` of events would fail by a refused try
      await server.startAgain()
      await back
    }
    const ended = once(redis, 'end')
    redis.disconnect()
    await ended
    const [lost, back] = ['Redis at here does not answer; waiting for it', 'Redis at here answers again']
    expect(said).toEqual([lost, back, lost, back])
  })
})
