import { describe, expect, it } from 'vitest'
import type { Table } from '../../server/table/table.js'
import { row } from '../../server/table/table.js'
import { measureVariety } from '../../server/variety/measureVariety.js'
import { measureVarietyInWorker } from '../../server/variety/measureVarietyInWorker.js'
import { blobTable } from '../support/blobTable.js'

/** Unit rows, as of an embedding. */
const tableOf = (rows: readonly (readonly number[])[], classes = rows.map(() => 'round')): Table => ({
  descriptor: { kind: 'foreign', numbers: 'embedding' },
  ids: rows.map((_, i) => `shape-${i}`),
  classes,
  dimension: rows[0].length,
  values: new Float32Array(rows.flat()),
})

const RADIANS = Math.PI / 180
/** Rows every 10 degrees on a circle. */
const CIRCLE = Array.from({ length: 36 }, (_, i) => [Math.cos(10 * i * RADIANS), Math.sin(10 * i * RADIANS), 0])

describe('measureVariety', () => {
  it('gives what a circle has by geometry', () => {
    const report = measureVariety(tableOf(CIRCLE))
    const [next, third] = [10, 30].map((angle) => 100 * Math.cos(angle * RADIANS))
    expect(report.shapes).toBe(36)
    expect(report.directions).toBeCloseTo(2, 5) // a plane
    for (const percent of Object.values(report.nearest)) expect(percent).toBeCloseTo(next, 4)
    // 99 % are 8.1 degrees, 95 % 18.2, 90 % 25.8: every, every second, every third one stays.
    expect(report.distinct.map(({ shapes }) => shapes)).toEqual([36, 18, 12])
    expect(report.covered).toBe(100)
    expect(report.duplicates).toEqual({ percent: 99, shapes: 0, pairs: [] })
    expect(report.thin).toHaveLength(4)
    expect(report.classes).toHaveLength(1)
    expect(report.classes[0].percent).toBeCloseTo(third, 4)
  })

  it('names near-duplicates once, the most alike first, and what lies alone', () => {
    const near = [Math.cos(5 * RADIANS), Math.sin(5 * RADIANS), 0]
    const rows = [...CIRCLE, CIRCLE[7], near, [0, 0, 1]]
    const classes = [...CIRCLE.map(() => 'round'), 'round', 'round', 'alone']
    const { duplicates, thin, distinct, classes: byClass } = measureVariety(tableOf(rows, classes))
    expect(duplicates.pairs.map(({ a, b }) => [a, b])).toEqual([
      ['shape-7', 'shape-36'],
      ['shape-0', 'shape-37'],
      ['shape-1', 'shape-37'],
    ])
    expect(duplicates.pairs[0].percent).toBeCloseTo(100, 4)
    expect(duplicates.shapes).toBe(5)
    expect(thin[0]).toMatchObject({ id: 'shape-38', class: 'alone' })
    expect(thin[0].percent).toBeCloseTo(0, 5)
    expect(byClass[0]).toMatchObject({ class: 'alone', shapes: 1 })
    expect(distinct[0].shapes).toBe(37)
  })

  it('tells how much of one half the other covers', () => {
    // Of each pair of rows, the second is 10 degrees away: covered; then as many at right angles to everything: not.
    const covered = CIRCLE.slice(0, 20)
    const axes = Array.from({ length: 40 }, (_, axis) => Array.from({ length: 40 }, (_, d) => (d === axis ? 1 : 0)))
    const rows = [
      ...covered.map((row) => [...row, ...Array<number>(40).fill(0)]),
      ...axes.map((row) => [0, 0, 0, ...row]),
    ]
    expect(measureVariety(tableOf(rows)).covered).toBeCloseTo((100 * 10) / 30, 5)
  })

  it('agrees with comparing every two rows, for histograms too, on a thread of its own', async () => {
    const table = blobTable(120, 4, 3)
    const report = await measureVarietyInWorker(table)
    expect(report).toEqual(measureVariety(table))
    const distances = table.ids.map((_, i) =>
      table.ids
        .flatMap((_, j) =>
          i === j ? [] : [row(table, i).reduce((sum, value, d) => sum + Math.abs(value - row(table, j)[d]), 0)],
        )
        .sort((a, b) => a - b),
    )
    const thinnest = distances.map((each) => each[4]).sort((a, b) => b - a)
    const sums = table.ids.map((_, i) => row(table, i).reduce((a, b) => a + b, 0))
    const farthest = (2 * sums.reduce((a, b) => a + b, 0)) / sums.length
    report.thin.forEach(({ percent }, i) => expect(percent).toBeCloseTo(100 * (1 - thinnest[i] / farthest), 3))
    expect(report.thin).toHaveLength(12)
  })
})
