import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BoundedFile } from '../../server/system/boundedFile.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const LIMIT = 1000
const line = (n: number) => `line ${n} ${'x'.repeat(n % 50)}\n`
const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : '')

describe('BoundedFile', () => {
  it.each([1, 2, 3])('keeps the last lines in order and twice the limit at most, with %i writers', (writers) => {
    const path = join(temporaryFolder(), 'log', 'shapekin.log')
    const files = Array.from({ length: writers }, () => new BoundedFile(path, LIMIT))
    let all = ''
    for (let n = 0; n < 500; n++) {
      files[(n * 7) % writers].write(line(n))
      all += line(n)
      const kept = read(`${path}.1`) + read(path)
      expect(all.endsWith(kept)).toBe(true)
      expect(statSync(path).size).toBeLessThanOrEqual(LIMIT)
      expect(kept.length).toBeGreaterThan(Math.min(all.length, LIMIT) - 1)
    }
    expect(statSync(`${path}.1`).size).toBeLessThanOrEqual(LIMIT)
  })

  it('goes on with what is there, and takes a line that is longer than the limit alone', () => {
    const path = join(temporaryFolder(), 'a')
    writeFileSync(path, 'old\n')
    new BoundedFile(path, LIMIT).write('new\n')
    expect(read(path)).toBe('old\nnew\n')
    new BoundedFile(path, 5).write('much longer\n')
    expect([read(`${path}.1`), read(path)]).toEqual(['old\nnew\n', 'much longer\n'])
  })

  it('is for its owner alone, and never throws', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'a')
    const file = new BoundedFile(path, LIMIT)
    file.write('x')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    writeFileSync(join(folder, 'file'), '')
    expect(() => new BoundedFile(join(folder, 'file', 'a'), LIMIT).write('x')).not.toThrow()
  })
})
