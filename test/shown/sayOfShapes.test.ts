import { describe, expect, it } from 'vitest'
import { forgetShape, sayApart, sayTogether } from '../../server/shown/sayOfShapes.js'

describe('what is said of shapes', () => {
  it('takes shapes that belong together with all that any of them belongs to', () => {
    const first = sayTogether([], ['a', 'b'])
    const second = sayTogether(first, ['c', 'd'])
    expect(sayTogether(second, ['b', 'c'])).toEqual([{ say: 'together', shapes: ['b', 'c', 'a', 'd'] }])
  })

  it('takes back what told shapes apart that belong together, and nothing else', () => {
    const apart = sayApart([], 'a', ['b', 'c'])
    expect(sayTogether(apart, ['a', 'b'])).toEqual([
      { say: 'apart', shapes: ['a'], others: ['c'] },
      { say: 'together', shapes: ['a', 'b'] },
    ])
    expect(sayTogether(sayApart([], 'a', ['b']), ['a', 'b'])).toEqual([{ say: 'together', shapes: ['a', 'b'] }])
  })

  it('takes a shape that is told apart out of what it belonged to', () => {
    const together = sayTogether([], ['a', 'b', 'c'])
    expect(sayApart(together, 'a', ['b'])).toEqual([
      { say: 'together', shapes: ['b', 'c'] },
      { say: 'apart', shapes: ['a'], others: ['b'] },
    ])
    expect(sayApart(together, 'a', ['z'])[0]).toEqual({ say: 'together', shapes: ['a', 'b', 'c'] })
  })

  it('forgets all that was said of a shape, and what that leaves without meaning', () => {
    const said = sayApart(sayTogether([], ['a', 'b']), 'a', ['z'])
    expect(forgetShape(said, 'a')).toEqual([])
    expect(forgetShape(sayApart([], 'z', ['a']), 'a')).toEqual([{ say: 'apart', shapes: ['z'], others: ['a'] }])
  })
})
