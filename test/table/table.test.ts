import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { parseTable } from '../../server/table/parseTable.js'
import { printNumber } from '../../server/table/printNumber.js'
import { readTable } from '../../server/table/readTable.js'
import type { Table } from '../../server/table/table.js'
import { writeTable } from '../../server/table/writeTable.js'
import { sharedData } from '../support/sharedData.js'

const folder = mkdtempSync(join(tmpdir(), 'shapekin-table-'))
afterAll(() => rmSync(folder, { recursive: true }))

const finite = fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0) // no -0
const tables: fc.Arbitrary<Table> = fc
  .record({
    kind: fc.constantFrom('shape', 'embedding'),
    // Paths may hold anything: tabs, quotes, line ends.
    rows: fc.uniqueArray(fc.tuple(fc.string({ minLength: 1, unit: 'binary' }), fc.string()), {
      minLength: 1,
      maxLength: 8,
      selector: ([id]) => id,
    }),
    dimension: fc.integer({ min: 1, max: 20 }),
  })
  .chain(({ kind, rows, dimension }) =>
    fc.array(finite, { minLength: rows.length * dimension, maxLength: rows.length * dimension }).map((values) => ({
      kind,
      ids: rows.map(([id]) => id),
      classes: rows.map(([, label]) => label),
      dimension,
      values: Float32Array.from(values),
    })),
  )

describe('a table', () => {
  it('is read as it was written, and written again with the same bytes', async () => {
    const [first, second] = [join(folder, 'first.tsv'), join(folder, 'second.tsv')]
    await fc.assert(
      fc.asyncProperty(tables, async (table) => {
        await writeTable(first, table)
        const read = await readTable(first)
        expect(read).toEqual(table)
        await writeTable(second, read)
        expect(readFileSync(second)).toEqual(readFileSync(first))
      }),
    )
  })

  it('keeps refused shapes as rows with their reason, which are left out when it is read', async () => {
    const path = join(folder, 'refused.tsv')
    const table = { kind: 'shape', ids: ['a'], classes: ['x'], dimension: 2, values: new Float32Array([0.1, 2]) }
    await writeTable(path, table, [{ id: 'b', class: 'y', code: 'mesh.empty' }])
    expect(readFileSync(path, 'utf8')).toBe('id\tclass\tstatus\th0\th1\na\tx\tok\t0.1\t2\nb\ty\tmesh.empty\t\t\n')
    expect(await readTable(path)).toEqual(table)
  })

  it('of 128 histogram numbers holds chords', async () => {
    const path = join(folder, 'chords.tsv')
    const table = {
      kind: 'chords',
      ids: ['a'],
      classes: [''],
      dimension: 128,
      values: new Float32Array(128).fill(0.25),
    }
    await writeTable(path, table)
    expect(await readTable(path)).toEqual(table)
  })

  const reference = sharedData('reference')
  it.skipIf(reference === undefined)('of other origin is read from its printed tensors', async () => {
    const { kind, ids, classes, dimension, values } = await readTable(join(reference ?? '', 'published', 'train.tsv'))
    expect({ kind, rows: ids.length, dimension }).toEqual({ kind: 'chords', rows: 178, dimension: 128 })
    expect(classes.slice(0, 1)).toEqual(['Torus'])
    expect([...values.subarray(0, 2)]).toEqual([Math.fround(1.8078e-3), Math.fround(2.6425e-2)])
    // strict_outer and concentric_sphere sum to 1 (reference/README.md), printed with 5 digits.
    for (let row = 0; row < ids.length; row++)
      for (const start of [0, 96]) {
        const histogram = values.subarray(row * 128 + start, row * 128 + start + 32)
        expect(histogram.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 3)
      }
  })
})

describe('printNumber', () => {
  it('prints the fewest digits that give the same float32', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true, min: Math.fround(1e-37) }), (value) => {
        const digits = (text: string) => text.replace(/e.*|\./g, '').replace(/^0+|0+$/g, '').length
        const printed = printNumber(value)
        expect(Math.fround(Number(printed))).toBe(value)
        const fewer = digits(printed) - 1
        if (fewer >= 1) expect(Math.fround(Number(value.toPrecision(fewer)))).not.toBe(value)
      }),
      { numRuns: 2000 },
    )
  })

  it('knows one zero', () => expect(printNumber(-0)).toBe('0'))
})

describe('a malformed table', () => {
  const head = 'id\tclass\tstatus\th0\th1\n'
  it.each([
    ['nothing', '', 'table.empty'],
    ['only a header', head, 'table.empty'],
    ['only refused rows', `${head}a\tx\tmesh.empty\t\t\n`, 'table.empty'],
    ['no id', 'name\th0\nx\t1\n', 'table.noColumn'],
    ['no numbers', 'id\tclass\na\tb\n', 'table.noColumn'],
    ['a word', `${head}a\tx\tok\t1\tone\n`, 'table.badNumber'],
    ['nothing for a number', `${head}a\tx\tok\t1\t\n`, 'table.badNumber'],
    ['nan', `${head}a\tx\tok\tnan\t1\n`, 'table.badNumber'],
    ['a number too large for a float', `${head}a\tx\tok\t1e39\t1\n`, 'table.badNumber'],
    ['a hexadecimal number', `${head}a\tx\tok\t0x10\t1\n`, 'table.badNumber'],
    ['a short row', `${head}a\tx\tok\t1\n`, 'table.rowLength'],
    ['an id twice', `${head}a\tx\tok\t1\t2\na\tx\tok\t1\t2\n`, 'table.duplicateId'],
    ['a tensor cut short', 'uuid\tobj_name\thist\na\tCube\t"tensor([1.0, 2.0,\n"\n', 'table.rowLength'],
    [
      'tensors of two lengths',
      'uuid\tobj_name\thist\na\tC\t"tensor([1., 2.])"\nb\tC\ttensor([1.])\n',
      'table.rowLength',
    ],
    ['a tensor with a hole', 'uuid\tobj_name\thist\na\tC\t"tensor([1., ..., 2.])"\n', 'table.badNumber'],
    ['a quote that never ends', `${head}"${'a\tb\n'.repeat(300_000)}`, 'table.rowLength'],
    ['quotes everywhere', `${head}${'"a"b\t'.repeat(300_000)}\n`, 'table.rowLength'],
  ])('of %s is refused', (_, text, code) => {
    expect(() => parseTable(text, 'x.tsv')).toThrow(expect.objectContaining({ code }))
  })
})
