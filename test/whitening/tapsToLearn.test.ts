import { expect, it } from 'vitest'
import { tapsToLearn } from '../../server/whitening/tapsToLearn.js'

it('deviations are learned where up is unknown, means everywhere', () => {
  const means = ['early', 'block', 'head']
  for (const up of ['y', 'z'] as const) expect(tapsToLearn({ kind: 'shape', up, version: 6 })).toEqual(means)
  expect(tapsToLearn({ kind: 'shape', up: 'none', version: 6 })).toEqual([...means, 'earlyDeviation', 'blockDeviation'])
  expect(tapsToLearn({ kind: 'foreign', numbers: 'histogram' })).toEqual(means)
})
