import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { normalizeRows } from '../../server/table/normalizeRows.js'
import { adjustedRandIndex } from '../../server/metrics/adjustedRandIndex.js'
import { confusionOf } from '../../server/metrics/confusion.js'
import { cosineMatrix } from '../../server/metrics/cosineMatrix.js'
import { adjustedMutualInformation, normalizedMutualInformation } from '../../server/metrics/mutualInformation.js'
import { findClassCenters, nearestClass, shareEqual } from '../../server/metrics/nearestCenter.js'
import { measureRetrieval } from '../../server/metrics/retrieval.js'
import { silhouette } from '../../server/metrics/silhouette.js'

interface Case {
  dimension: number
  values: number[]
  labels: number[]
  found: number[]
  confusion: number[][]
  ari: number
  nmi: number
  ami: number
  silhouette: number
  precisionAt1: number
  rPrecision: number
  map: number
}
const { cases } = JSON.parse(readFileSync(new URL('fixtures.json', import.meta.url), 'utf8')) as { cases: Case[] }

describe.each(cases)('metrics of $labels.length rows', (known) => {
  const cosines = cosineMatrix(normalizeRows(Float32Array.from(known.values), known.dimension), known.dimension)
  const names = (labels: number[]) => labels.map((label) => `c${String(label).padStart(2, '0')}`)

  it("agree with scikit-learn's on partitions", () => {
    expect(adjustedRandIndex(known.found, known.labels)).toBeCloseTo(known.ari, 10)
    expect(normalizedMutualInformation(known.found, known.labels)).toBeCloseTo(known.nmi, 10)
    expect(adjustedMutualInformation(known.found, known.labels)).toBeCloseTo(known.ami, 10)
    expect(confusionOf(names(known.labels), names(known.found)).counts).toEqual(known.confusion)
  })
  it("agree with scikit-learn's silhouette", () => {
    expect(silhouette(cosines, known.labels)).toBeCloseTo(known.silhouette, 5)
  })
  it('agree with the definition of MAP@R written out in NumPy', () => {
    const { precisionAt1, rPrecision, map } = measureRetrieval(cosines, names(known.labels))
    expect(precisionAt1).toBeCloseTo(known.precisionAt1, 10)
    expect(rPrecision).toBeCloseTo(known.rPrecision, 10)
    expect(map).toBeCloseTo(known.map, 10)
  })
})

it('a partition equals itself under other names', () => {
  const [first, second] = [
    [0, 0, 1, 2],
    ['b', 'b', 'a', 'c'],
  ]
  for (const metric of [adjustedRandIndex, normalizedMutualInformation, adjustedMutualInformation])
    expect(metric(first, second)).toBeCloseTo(1, 12)
})

it('the nearest class center goes by direction, not by length', () => {
  const descriptor = { kind: 'foreign', numbers: 'histogram' } as const
  const table = { descriptor, ids: ['a', 'b'], classes: ['far', 'near'], dimension: 2 }
  const centers = findClassCenters({ ...table, values: Float32Array.of(100, 0, 0, 1) })
  const found = nearestClass({ ...table, values: Float32Array.of(1, 0.5, 1, 2) }, centers)
  expect(found).toEqual(['far', 'near'])
  expect(shareEqual(found, ['far', 'far'])).toBe(0.5)
})
