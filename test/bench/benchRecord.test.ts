import { expect, it } from 'vitest'
import { findRegressions, replaceComparisons, showComparisons, showRegression, type Comparison } from './benchRecord.js'

const compared = (what: string, ratio: number, peer = 'embree'): Comparison => ({
  suite: 'descriptor',
  what,
  peer,
  ours: 0.05,
  theirs: 0.05 * ratio,
  ratio,
})

it('tells ratios that fell by more than a tenth, and only against the same peer at the same work', () => {
  const stored = [compared('a', 10), compared('b', 10), compared('c', 10), compared('gone', 10)]
  const now = [compared('a', 8.9), compared('b', 9.1), compared('c', 1, 'three'), compared('new', 1)]
  expect(findRegressions(now, stored)).toEqual([{ now: now[0], stored: stored[0] }])
  expect(showRegression({ now: now[0], stored: stored[0] })).toBe(
    'REGRESSION descriptor, a: 8.90x embree, stored 10.00x',
  )
})

it('keeps stored comparisons that a run did not measure, by size', () => {
  const stored = [compared('9 triangles', 1), compared('100 triangles', 2)]
  expect(replaceComparisons(stored, [compared('100 triangles', 3), compared('20 triangles', 4)])).toEqual([
    stored[0],
    compared('20 triangles', 4),
    compared('100 triangles', 3),
  ])
})

it('shows a comparison as a row of a table', () => {
  expect(
    showComparisons([compared('a', 30)])
      .split('\n')
      .at(-1),
  ).toBe('| descriptor | a | 50.0 ms | embree | 1.50 s | 30.00x |')
})

it('shows memory in MB', () => {
  const memory: Comparison = { ...compared('a', 1), unit: 'MB', ours: 735.2, theirs: 1190, ratio: 1190 / 735.2 }
  expect(showComparisons([memory])).toContain('| descriptor | a | 735 MB | embree | 1190 MB | 1.62x |')
})
