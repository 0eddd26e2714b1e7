import { describe, expect, it } from 'vitest'
import { fillSentence } from '../../shared/fillSentence.js'

describe('fillSentence', () => {
  it('fills in what is given, and leaves the rest as it stands', () => {
    expect(fillSentence('{a} of {b}, {c}', { a: 3, b: 'Ü{a}' })).toBe('3 of Ü{a}, {c}')
  })

  it('shows control characters of a value instead of sending them to the terminal; lines and tabs stay', () => {
    const controls = Array.from({ length: 0xa0 }, (_, code) => String.fromCharCode(code)).join('')
    const filled = fillSentence('{found}', { found: controls })
    expect([...filled].filter((each) => /\p{Cc}/u.test(each))).toEqual(['\t', '\n'])
    expect(filled).toContain('\\x1B')
    expect(filled).toContain('\\x9B')
  })
})
