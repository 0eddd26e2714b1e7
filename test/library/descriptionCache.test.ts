import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { DescriptionCache } from '../../server/library/descriptionCache.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const DESCRIPTION = { values: Float32Array.of(1, 2, 3), seconds: 4, leakFraction: 0.5, repairs: [] }

const OPTIONS = DescribeOptions.parse({})

/** A cache that keeps one description, and the path of its file. */
async function keepOne() {
  const folder = temporaryFolder()
  const cache = new DescriptionCache(folder)
  await cache.put('abcd', DESCRIPTION, OPTIONS)
  const [file] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('.'))
  return { cache, path: join(folder, file) }
}

describe('DescriptionCache', () => {
  it('gives back what it kept', async () => {
    const { cache } = await keepOne()
    expect(await cache.get('abcd', OPTIONS)).toEqual(DESCRIPTION)
    expect(await cache.get('abce', OPTIONS)).toBeUndefined()
    expect(await cache.get('abcd', { ...OPTIONS, center: 'sphere' })).toBeUndefined()
  })

  it('does not take a file with a byte changed, missing or added', async () => {
    const { cache, path } = await keepOne()
    const whole = readFileSync(path)
    const changed = Array.from(whole, (byte, i) => Buffer.from(whole).fill(byte ^ 1, i, i + 1))
    const cut = Array.from(whole, (_, i) => whole.subarray(0, i))
    for (const bytes of [...changed, ...cut, Buffer.concat([whole, Buffer.alloc(4)])]) {
      writeFileSync(path, bytes)
      expect(await cache.get('abcd', OPTIONS)).toBeUndefined()
    }
    await cache.put('abcd', DESCRIPTION, OPTIONS)
    expect(await cache.get('abcd', OPTIONS)).toEqual(DESCRIPTION)
  })
})
