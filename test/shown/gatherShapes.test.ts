import { describe, expect, it } from 'vitest'
import { NO_NOTES } from '../../shared/schema/familyNotes.js'
import { gatherShapes } from '../../server/shown/gatherShapes.js'
import { likenessOf } from '../../server/cluster/likeness.js'
import type { Table } from '../../server/table/table.js'

/** Rows of length 1 in the plane x y of three dimensions, at these angles (degrees). */
const atAngles = (angles: readonly number[]): Table => ({
  descriptor: { kind: 'foreign', numbers: 'embedding' },
  ids: angles.map((angle) => `at-${angle}`),
  classes: angles.map((angle) => (angle < 90 ? 'low' : 'high')),
  dimension: 3,
  values: Float32Array.from(
    angles.flatMap((angle) => [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180), 0]),
  ),
})

describe('gatherShapes', () => {
  const angles = [0, 5, 10, 15, 20, 60, 165, 170, 185]
  const groups = Int32Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1)
  const splits = angles.map((_, row) => (row % 2 ? 'train' : 'test'))
  const pictures = angles.map((_, row) => `key${row}`)
  const table = atAngles(angles)
  const likeness = likenessOf('cosine', table.values, table.dimension)
  const rows = { table, metric: 'cosine', likeness, splits, pictures } as const
  const shapes = gatherShapes(rows, groups, NO_NOTES)

  it('lays the rows out as far apart as they are, where they lie in a plane', () => {
    expect(shapes.explained[0] + shapes.explained[1]).toBeCloseTo(1, 6)
    angles.forEach((a, i) =>
      angles.forEach((b, j) => {
        const chord = 2 * Math.abs(Math.sin(((a - b) * Math.PI) / 360))
        expect(Math.hypot(shapes.x[i] - shapes.x[j], shapes.y[i] - shapes.y[j])).toBeCloseTo(chord, 4)
      }),
    )
  })

  it('tells how like the most typical of its group each is, by the cosine of their angle, and what stands out', () => {
    expect(shapes.named.map(({ size, typical }) => [size, typical])).toEqual([
      [6, 4], // the middle lies at 18 degrees
      [3, 7], // and at 173
    ])
    angles.forEach((angle, row) => {
      const typical = angles[shapes.named[groups[row]].typical]
      expect(shapes.likeness[row]).toBeCloseTo(100 * Math.cos(((angle - typical) * Math.PI) / 180), 3)
    })
    expect(shapes.odd).toEqual([5])
  })

  it('keeps every column in the order of the rows', () => {
    const { ids, classes } = atAngles(angles)
    expect(shapes).toMatchObject({ ids, classes, groups: [...groups], splits, pictures })
  })

  it('calls a group as a person named it, wherever the shape is that the name was kept with', () => {
    const named = (names: Record<string, string>) =>
      gatherShapes(rows, groups, { names, wishes: [] }).named.map(({ name }) => name)
    expect(named({ 'at-10': 'low ones', 'at-170': 'high ones', gone: 'nobody' })).toEqual(['low ones', 'high ones'])
    expect(named({ 'at-10': 'earlier', 'at-60': 'later' })).toEqual(['later', ''])
  })
})
