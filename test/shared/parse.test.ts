import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { parse } from '../../shared/parse.js'

const Order = z.strictObject({
  count: z.int().min(2).max(9).default(2),
  share: z.number().positive().max(1).default(1),
  kind: z.enum(['round', 'flat']).default('round'),
  name: z.string().default(''),
  form: z
    .discriminatedUnion('of', [
      z.object({ of: z.literal('ball').default('ball') }),
      z.object({ of: z.literal('box'), width: z.int() }),
    ])
    .optional(),
  parts: z.array(z.object({ size: z.int() })).default([]),
})

describe('parse', () => {
  it('fills in defaults', () => {
    expect(parse(Order, { count: 3 })).toEqual({ count: 3, share: 1, kind: 'round', name: '', parts: [] })
  })

  it.each([
    [{ count: 1 }, 'count', 'at least 2 is expected'],
    [{ count: 10 }, 'count', 'at most 9 is expected'],
    [{ count: 2.5 }, 'count', 'a whole number is expected'],
    [{ count: NaN }, 'count', 'a number is expected'],
    [{ share: 0 }, 'share', 'more than 0 is expected'],
    [{ kind: 'blue' }, 'kind', 'one of round, flat is expected'],
    [{ name: 7 }, 'name', 'a text is expected'],
    [{ parts: [{ size: 'x' }] }, 'parts.0.size', 'a number is expected'],
    [{ color: 1, sound: 2 }, 'body', 'there is no color, sound'],
    [7, 'body', 'object is expected'],
    [{ form: { of: 'cone' } }, 'form.of', 'one of ball, box is expected'],
  ])('says of %j what is wrong with which field', (value, field, problem) => {
    expect(() => parse(Order, value)).toThrow(
      expect.objectContaining({ code: 'input.invalid', values: { field, problem } }),
    )
  })
})
