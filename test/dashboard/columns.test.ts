import fc from 'fast-check'
import { expect, it } from 'vitest'
import { packColumns, unpackColumns } from '../../dashboard/api/columns.js'

const cell = fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.integer(), fc.constant(null), fc.constant('\0'))
const column = fc.oneof(
  fc.array(fc.string()),
  fc.array(fc.constantFrom('chair', '', 'door')),
  fc.array(fc.integer()),
  fc.array(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
  fc.array(fc.double({ noNaN: true })),
  fc.array(cell),
  fc.record({ joined: fc.string() }),
  fc.string(),
)

it('gives another thread the very JSON that came, whatever its columns hold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(fc.string(), column), async (given) => {
      const json = JSON.stringify(given)
      const sent = structuredClone(packColumns(JSON.parse(json) as Record<string, unknown>))
      expect(JSON.stringify(await unpackColumns(sent))).toBe(json)
    }),
  )
})

it('sends columns of texts as one text, repeated texts once, and columns of numbers as their bytes', () => {
  expect(packColumns({ ids: ['a', '', 'b'], groups: [1, -1], x: [0.5, 2] })).toEqual({
    ids: { kind: 'texts', joined: 'a\0\0b' },
    groups: { kind: 'numbers', values: Int32Array.of(1, -1) },
    x: { kind: 'numbers', values: Float64Array.of(0.5, 2) },
  })
  expect(packColumns({ classes: ['door', '', 'door', 'door', '', '', '', ''] })).toEqual({
    classes: { kind: 'repeated', joined: 'door\0', indices: Int32Array.of(0, 1, 0, 0, 1, 1, 1, 1) },
  })
})
