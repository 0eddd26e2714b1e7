import { describe, expect, it } from 'vitest'
import { holdOutKits } from '../../server/whitening/holdOutKits.js'

describe('holdOutKits', () => {
  it('asks every kit once, in folds of about as many rows, and none with a single class', () => {
    const kits = ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'd', 'd', 'd', 'd', 'd']
    const classes = ['x', 'y', 'x', 'y', 'x', 'y', 'z', 'x', 'z', 'x', 'x', 'x', 'x', 'x']
    expect(holdOutKits(kits, classes, 2)).toEqual([new Set(['a']), new Set(['b', 'c'])])
    expect(holdOutKits(kits, classes, 9)).toEqual([new Set(['a']), new Set(['b']), new Set(['c'])])
  })

  it('holds nothing out of a single kit', () => {
    expect(holdOutKits(['a', 'a'], ['x', 'y'], 5)).toEqual([])
  })
})
