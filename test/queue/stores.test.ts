import { createServer, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { DescribePool } from '../../server/descriptor/describePool.js'
import { openQueue } from '../../server/queue/openQueue.js'
import type { BlobKey, BlobStore } from '../../server/queue/store/blobStore.js'
import { FolderStore } from '../../server/queue/store/folderStore.js'
import { openStore } from '../../server/queue/store/openStore.js'
import { S3Store } from '../../server/queue/store/s3Store.js'
import { cube } from '../support/meshes.js'
import { hasRedis, RedisServer } from '../support/redisServer.js'
import { S3_KEY, startS3 } from '../support/s3Server.js'

const KEYS = ['mesh', 'result', 'fleet'].map((kind, i) => `${kind}/${String(i).repeat(64)}` as BlobKey)
const folder = mkdtempSync(join(tmpdir(), 'shapekin-stores-'))
let s3: Awaited<ReturnType<typeof startS3>>
const accountAt = (endpoint: string, accessKeyId: string = S3_KEY) => ({
  endpoint,
  region: 'us-east-1',
  accessKeyId,
  secretAccessKey: S3_KEY,
  sessionToken: undefined,
})

beforeAll(async () => {
  s3 = await startS3(join(folder, 's3'), 'kit')
})
afterAll(async () => {
  await s3.close()
  rmSync(folder, { recursive: true, force: true })
})

const STORES: readonly (readonly [string, () => BlobStore])[] = [
  ['a folder', () => new FolderStore(join(folder, 'own'))],
  ['a bucket', () => new S3Store('s3://kit/some/prefix/', accountAt(s3.endpoint))],
]

describe.each(STORES)('%s', (_, open) => {
  it('gives back what was put, whole, until it is removed', async () => {
    const store = open()
    const blobs = [new Uint8Array(), Uint8Array.from({ length: 300_000 }, (_, i) => i % 251), Uint8Array.of(0)]
    for (const key of KEYS) expect([await store.has(key), await store.get(key)]).toEqual([false, undefined])
    await Promise.all(KEYS.flatMap((key, i) => [store.put(key, blobs[i]), store.put(key, blobs[i])]))
    for (const [i, key] of KEYS.entries()) {
      expect(await store.has(key)).toBe(true)
      expect(Buffer.from((await store.get(key)) ?? []).equals(blobs[i])).toBe(true)
    }
    await Promise.all(KEYS.flatMap((key) => [store.remove(key), store.remove(key)]))
    for (const key of KEYS) expect([await store.has(key), await store.get(key)]).toEqual([false, undefined])
  })
})

it('a folder is tidied: what is older goes, what is newer stays, and so does the mark of those that work there', async () => {
  const store = new FolderStore(join(folder, 'tidied'))
  for (const key of KEYS) await store.put(key, Uint8Array.of(1))
  const long = new Date(1000)
  for (const key of [KEYS[0], KEYS[2]]) {
    const [kind, digest] = key.split('/')
    utimesSync(join(folder, 'tidied', kind, digest.slice(0, 2), digest.slice(2)), long, long)
  }
  await store.tidy(Date.now() - 60_000)
  expect(await Promise.all(KEYS.map((key) => store.has(key)))).toEqual([false, true, true])
})

it('a bucket that is not there, a wrong key and keys that are not given are told in words', async () => {
  const none = new S3Store('s3://none', accountAt(s3.endpoint))
  await expect(none.put(KEYS[0], Uint8Array.of(1))).rejects.toThrow(
    /^The store s3:\/\/none can not be used: there is no such bucket/,
  )
  const stranger = new S3Store('s3://kit', accountAt(s3.endpoint, 'stranger'))
  await expect(stranger.get(KEYS[0])).rejects.toThrow(/it answered 403 InvalidAccessKeyId/)
  vi.stubEnv('AWS_ACCESS_KEY_ID', '')
  onTestFinished(() => void vi.unstubAllEnvs())
  await expect(openStore('s3://kit', process.env)).rejects.toThrow(/AWS_ACCESS_KEY_ID/)
  expect(() => new S3Store('s3://', accountAt(s3.endpoint))).toThrow(/BUCKET/)
})

it('a bucket whose connection ends within a blob is told in words', async () => {
  const server = createServer((socket) =>
    socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nthe first of it')),
  ).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await once(server, 'listening')
  const cut = new S3Store('s3://kit', accountAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
  await expect(cut.get(KEYS[0])).rejects.toMatchObject({ code: 'queue.storeFailed' })
})

it.skipIf(!hasRedis)('meshes described through a bucket have the numbers of a pool', async () => {
  const redis = await RedisServer.start()
  onTestFinished(() => redis.close())
  for (const [name, value] of Object.entries({
    AWS_ACCESS_KEY_ID: S3_KEY,
    AWS_SECRET_ACCESS_KEY: S3_KEY,
    AWS_ENDPOINT_URL: s3.endpoint,
  }))
    vi.stubEnv(name, value)
  onTestFinished(() => void vi.unstubAllEnvs())
  const queue = await openQueue({ redis: redis.url, store: 's3://kit/fleet', threads: 1 })
  const pool = new DescribePool({ workers: 1 })
  onTestFinished(async () => void (await Promise.all([queue.close(), pool.close()])))
  const options = DescribeOptions.parse({ points: 100 })
  const [found, expected] = await Promise.all([queue.describing, pool].map((each) => each.run(cube(), options)))
  expect(found.values).toEqual(expected.values)
})
