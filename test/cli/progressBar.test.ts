import { describe, expect, it } from 'vitest'
import { createProgressBar } from '../../server/cli/progressBar.js'

/** Lets a stage of 600 pass, one a second; what is written to a stream that is a terminal or not. */
function writtenInTenMinutes(isTTY: boolean): string[] {
  const written: string[] = []
  let now = 5_000
  const stream = { isTTY, write: (text: string) => written.push(text) > 0 }
  const bar = createProgressBar(stream, () => now)
  for (let done = 1; done <= 600; done++, now += 1000) bar.update({ stage: 'describe', done, total: 600 })
  bar.end()
  return written
}

describe('progress', () => {
  it('is a line a minute where it does not go to a terminal, from the first item to the last', () => {
    const lines = writtenInTenMinutes(false)
    expect(lines[0]).toBe('describe 1/600\n')
    expect(lines[1]).toBe('describe 61/600 1.0 a second, 8 min 59 s left\n')
    expect(lines.at(-1)).toBe('describe 600/600 in 9 min 59 s\n')
    expect(lines).toHaveLength(11)
  })

  it('estimates only after some seconds', () => {
    const [first, second, third, fourth] = writtenInTenMinutes(true)
    for (const early of [first, second, third]) expect(early).not.toContain('left')
    expect(fourth).toContain('1.0 a second, 9 min 56 s left')
  })

  it('is not misled by a first item that waits for threads and caches', () => {
    const written: string[] = []
    let now = 0
    const bar = createProgressBar({ isTTY: true, write: (text: string) => written.push(text) > 0 }, () => now)
    bar.update({ stage: 'shapes', done: 0, total: 1000 })
    now += 30_000
    for (let done = 1; done <= 400; done++, now += 1000) bar.update({ stage: 'shapes', done, total: 1000 })
    expect(written[1]).not.toContain('left')
    expect(written.at(-1)).toContain('400/1000 1.0 a second, 10 min 0 s left')
    expect(written.join('')).not.toMatch(/ min 60 s/)
  })
})
