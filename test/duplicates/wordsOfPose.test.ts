import { expect, it } from 'vitest'
import { UNMOVED } from '../../server/duplicates/pose.js'
import { wordsOfPose } from '../../server/duplicates/wordsOfPose.js'

it.each([
  [1, []],
  [1.0003, []], // would be told as 1
  [0.9996, ['scaled 0.9996']],
  [2, ['scaled 2']],
])('a scale of %s is told as %j', (scale, words) => expect(wordsOfPose({ ...UNMOVED, scale }, 1)).toEqual(words))
