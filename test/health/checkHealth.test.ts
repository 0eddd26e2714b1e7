import { describe, expect, it } from 'vitest'
import { checkHealth, type HealthInput } from '../../server/health/checkHealth.js'
import { needsConsent } from '../../server/health/finding.js'
import type { FindingCode } from '../../shared/findingTable.js'
import { effectiveRank } from '../../server/health/effectiveRank.js'
import { normalizeRows } from '../../server/table/normalizeRows.js'
import type { Table } from '../../server/table/table.js'
import { blobTable } from '../support/blobTable.js'

const CLASSES = 4
const raw = blobTable(40, CLASSES, 1)
/** Rows near one axis per class: what a good training gives. */
const clearPlaces = (table: Table): Table => {
  const values = new Float32Array(table.ids.length * 16)
  table.ids.forEach((_, i) => {
    values[i * 16 + (i % CLASSES)] = 1
    values[i * 16 + 8] = 0.01 * i
  })
  return {
    ...table,
    descriptor: { kind: 'foreign', numbers: 'embedding' },
    dimension: 16,
    values: normalizeRows(values, 16),
  }
}
const groupsOf = (table: Table) => Int32Array.from(table.ids, (_, i) => i % CLASSES)
const good: HealthInput = { raw, embedding: clearPlaces(raw), groups: groupsOf(raw) }
const withRaw = (table: Table): HealthInput => ({ raw: table, embedding: clearPlaces(table), groups: groupsOf(table) })
const withPlaces = (place: (i: number) => number[]): HealthInput => {
  const values = Float32Array.from(raw.ids.flatMap((_, i) => place(i)))
  const dimension = values.length / raw.ids.length
  return { ...good, embedding: { ...good.embedding, dimension, values: normalizeRows(values, dimension) } }
}

const CASES: [FindingCode, 'stop' | 'warn', HealthInput][] = [
  ['collapse', 'stop', withPlaces((i) => [1, 0.01 * (i % 4), 0, 0])],
  ['lowRank', 'stop', withPlaces((i) => [i % 2 === 0 ? 1 : -1, 0.001 * i, 0, 0])],
  ['constantInputs', 'stop', withRaw({ ...raw, values: raw.values.map((value, k) => (k % 128 < 100 ? 0.5 : value)) })],
  ['oneClass', 'stop', withRaw({ ...raw, classes: raw.classes.map(() => 'chair') })],
  ['loneClass', 'warn', withRaw({ ...raw, classes: raw.classes.map((name, i) => (i === 7 ? 'lamp' : name)) })],
  ['tooFew', 'stop', withRaw(blobTable(2, 2, 3))],
  ['allEqual', 'stop', withRaw({ ...raw, values: raw.values.map((_, k) => (k % 128) / 128) })],
  ['duplicates', 'warn', withRaw({ ...raw, values: raw.values.slice().fill(0.5, 0, 256) })],
  ['oneBigGroup', 'stop', { ...good, groups: groupsOf(raw).map((_, i) => (i < 38 ? 0 : i - 37)) }],
  ['blurredGroups', 'warn', { ...good, groups: groupsOf(raw).map((_, i) => Math.floor(i / 10)) }],
  ['unstableGroups', 'warn', { ...good, otherGroups: [groupsOf(raw).map((_, i) => Math.floor(i / 10))] }],
  [
    'rawIsBetter',
    'stop',
    { ...good, scores: { shapes: 50, learned: { accuracy: 0.6, map: 0.5 }, raw: { accuracy: 0.8, map: 0.5 } } },
  ],
  [
    'fewTestShapes',
    'warn',
    { ...good, scores: { shapes: 5, learned: { accuracy: 1, map: 1 }, raw: { accuracy: 1, map: 1 } } },
  ],
]

/** What comes with a finding by its nature. */
const BESIDE: Partial<Record<FindingCode, FindingCode[]>> = {
  lowRank: ['blurredGroups'],
  tooFew: ['loneClass'], // both are alone in their group: no two groups overlap
  oneBigGroup: ['blurredGroups'],
}

describe('checkHealth', () => {
  it('finds nothing where nothing is wrong', () => {
    const scores = { shapes: 50, learned: { accuracy: 1, map: 1 }, raw: { accuracy: 0.8, map: 0.5 } }
    expect(checkHealth({ ...good, scores, otherGroups: [good.groups] })).toEqual([])
  })
  it.each(CASES)('reports %s (%s)', (code, level, input) => {
    const findings = checkHealth(input)
    expect(findings.map((each) => each.code)).toEqual([code, ...(BESIDE[code] ?? [])])
    expect(findings[0].level).toBe(level)
    expect(needsConsent(findings)).toBe(level === 'stop')
    for (const { text } of findings) expect(text).toMatch(/^[A-Z0-9][^{}]{20,}\.$/) // every value is filled in
  })
})

describe('effectiveRank', () => {
  it.each([1, 3, 16])('is %i for rows spread evenly over that many axes', (axes) => {
    const values = new Float32Array(2 * axes * 16)
    for (let i = 0; i < 2 * axes; i++) values[i * 16 + (i >> 1)] = i % 2 === 0 ? 1 : -1
    expect(effectiveRank(values, 16)).toBeCloseTo(axes, 6)
  })
  it('is 0 for equal rows', () => {
    expect(effectiveRank(new Float32Array(64).fill(0.25), 16)).toBe(0)
  })
})
