import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { isEmbedding } from '../../server/table/compareDescriptors.js'
import { parseTable } from '../../server/table/parseTable.js'
import { printNumber } from '../../server/table/printNumber.js'
import { readTable } from '../../server/table/readTable.js'
import type { Table } from '../../server/table/table.js'
import { reportPath } from '../../server/table/tableReport.js'
import { writeTable } from '../../server/table/writeTable.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { describedBy, type DescriptorId } from '../../shared/schema/descriptorId.js'
import { sharedData } from '../support/sharedData.js'

const folder = mkdtempSync(join(tmpdir(), 'shapekin-table-'))
afterAll(() => rmSync(folder, { recursive: true }))

const DESCRIPTORS: readonly DescriptorId[] = [
  { kind: 'shape', up: 'none', version: 7 },
  { kind: 'chords', center: 'box', source: 'hull', points: 500, version: 1 },
  { kind: 'embedding', checkpoint: '0123456789abcdef'.repeat(4), name: 'of mine' },
  { kind: 'foreign', numbers: 'histogram' },
  { kind: 'foreign', numbers: 'embedding' },
]
const one = { ids: ['a'], classes: [''], dimension: 2, values: new Float32Array(2) }

const finite = fc.float({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0) // no -0
const tables: fc.Arbitrary<Table> = fc
  .record({
    descriptor: fc.constantFrom<DescriptorId>(...DESCRIPTORS),
    // Paths may hold anything: tabs, quotes, line ends.
    rows: fc.uniqueArray(fc.tuple(fc.string({ minLength: 1, unit: 'binary' }), fc.string()), {
      minLength: 1,
      maxLength: 8,
      selector: ([id]) => id,
    }),
    dimension: fc.integer({ min: 1, max: 20 }),
  })
  .chain(({ descriptor, rows, dimension }) =>
    fc.array(finite, { minLength: rows.length * dimension, maxLength: rows.length * dimension }).map((values) => ({
      descriptor,
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
    const [descriptor] = DESCRIPTORS
    const table = { descriptor, ids: ['a'], classes: ['x'], dimension: 2, values: new Float32Array([0.1, 2]) }
    await writeTable(path, table, [{ id: 'b', class: 'y', code: 'mesh.empty' }])
    expect(readFileSync(path, 'utf8')).toBe('id\tclass\tstatus\th0\th1\na\tx\tok\t0.1\t2\nb\ty\tmesh.empty\t\t\n')
    expect(await readTable(path)).toEqual(table)
  })

  it('is CSV where it is called so, with a name that a spreadsheet would take for a formula told apart', async () => {
    const path = join(folder, 'sheet.csv')
    const [descriptor] = DESCRIPTORS
    const table = {
      descriptor,
      ids: ['a,b', '=c'],
      classes: ['x', ''],
      dimension: 2,
      values: Float32Array.of(-0.5, 2, 3, 4),
    }
    await writeTable(path, table)
    expect(readFileSync(path, 'utf8')).toBe(`id,class,status,h0,h1\n"a,b",x,ok,-0.5,2\n"'=c",,ok,3,4\n`)
    expect(await readTable(path)).toEqual({ ...table, ids: ['a,b', "'=c"] })
  })

  it('alone, without its report, tells no more than its columns do, whatever its width', async () => {
    const path = join(folder, 'alone.tsv')
    for (const descriptor of DESCRIPTORS) {
      await writeTable(path, { descriptor, ids: ['a'], classes: [''], dimension: 128, values: new Float32Array(128) })
      rmSync(reportPath(path))
      const numbers = isEmbedding(descriptor) ? 'embedding' : 'histogram'
      expect((await readTable(path)).descriptor).toEqual({ kind: 'foreign', numbers })
    }
  })

  it('keeps what an older report says of its options', async () => {
    const path = join(folder, 'older.tsv')
    const options = DescribeOptions.parse({ center: 'sphere' })
    await writeTable(path, { ...one, descriptor: DESCRIPTORS[0] })
    writeFileSync(reportPath(path), JSON.stringify({ options, seconds: 1, fromCache: 0, meshes: [], refused: [] }))
    expect((await readTable(path)).descriptor).toEqual(describedBy(options))
  })

  it('beside the report of another is refused', async () => {
    const path = join(folder, 'swapped.tsv')
    for (const other of [
      { ...one, dimension: 1, values: new Float32Array(1) },
      { ...one, descriptor: DESCRIPTORS[2] },
    ]) {
      await writeTable(path, { ...one, descriptor: DESCRIPTORS[0] })
      const report = readFileSync(reportPath(path))
      await writeTable(path, { descriptor: DESCRIPTORS[0], ...other })
      writeFileSync(reportPath(path), report)
      await expect(readTable(path)).rejects.toMatchObject({ code: 'table.otherReport' })
    }
    writeFileSync(reportPath(path), '{}')
    await expect(readTable(path)).rejects.toMatchObject({ code: 'input.unreadable' })
  })

  it('so long that readers sample it has decimals alone in its first row, and the same numbers', async () => {
    const path = join(folder, 'long.tsv')
    const count = 20_001
    const ids = Array.from({ length: count }, (_, i) => `id-${i}`)
    const values = new Float32Array(2 * count)
    values.set([0, 1e-20, 3, -2])
    const table = { descriptor: DESCRIPTORS[0], ids, classes: ids, dimension: 2, values }
    await writeTable(path, table)
    expect(readFileSync(path, 'utf8').split('\n').slice(1, 3)).toEqual([
      'id-0\tid-0\tok\t0.0\t1e-20',
      'id-1\tid-1\tok\t3\t-2',
    ])
    expect(await readTable(path)).toEqual(table)
  })

  const reference = sharedData('reference')
  it.skipIf(reference === undefined)('of other origin is read from its printed tensors', async () => {
    const { descriptor, ids, classes, dimension, values } = await readTable(
      join(reference ?? '', 'published', 'train.tsv'),
    )
    expect(descriptor).toEqual({ kind: 'foreign', numbers: 'histogram' })
    expect([ids.length, dimension]).toEqual([178, 128])
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

describe('a table of another program', () => {
  const values = Float32Array.of(1, 2.5, -3, 4e-3)
  it.each([
    ['commas, an unnamed index, numbered columns', 'x.csv', ',0,1,label\n7,1.0,2.5,x\n9,-3,4e-3,\n', ['1', '2']],
    ['a column for the id, a class, words before the numbers', 'x.csv', 'dim_2,id,class,dim_1\n2.5,"a,b",x,1\n.004,c,,-3\n', ['a,b', 'c']], // prettier-ignore
    ['semicolons', 'x.CSV', 'id;label;v1;v2\na;x;1;2.5\nb;;-3;0.004\n', ['a', 'b']],
    ['tabs in what is called CSV', 'x.csv', 'id\tclass\te0\te1\na,1\tx\t1\t2.5\nb\t\t-3\t0.004\n', ['a,1', 'b']],
    ['a byte order mark, line ends of Windows, another number beside', 'x.csv', '\ufeffid,label,size,f0,f1\r\na,x,8,1,2.5\r\nb,,9,-3,0.004\r\n', ['a', 'b']], // prettier-ignore
    ['tabs and numbered columns', 'x.tsv', 'label\t0\t1\nx\t1\t2.5\n\t-3\t0.004\n', ['1', '2']],
  ])('with %s is read', (_, path, text, ids) => {
    const descriptor = { kind: 'foreign', numbers: 'embedding' }
    expect(parseTable(text, path)).toEqual({ descriptor, ids, classes: ['x', ''], dimension: 2, values })
  })

  it('takes histograms for what they are, whatever parts the cells', () => {
    const text = 'id,class,h0,h1\na,x,1,2.5\nb,,-3,0.004\n'
    const descriptor = { kind: 'foreign', numbers: 'histogram' }
    expect(parseTable(text, 'x.csv')).toEqual({ descriptor, ids: ['a', 'b'], classes: ['x', ''], dimension: 2, values })
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
    ['one number, which counts nothing', 'id\tclass\tlevel1\na\tb\t3\n', 'table.noColumn'],
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
