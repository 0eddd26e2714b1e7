import { describe, expect, it } from 'vitest'
import { compareRuns, type ComparedRun } from '../../server/run/compareRuns.js'
import type { RunReport } from '../../shared/schema/runReport.js'
import { RunRequest } from '../../shared/schema/runRequest.js'

const FIGURES = { accuracy: 0.9, ari: 0.8, nmi: 0.7, ami: 0.6, map: null, precisionAt1: 0.5, rPrecision: 0.4 }

function run(id: string, groups: number[], request: object = {}, accuracy = 0.9): ComparedRun {
  const test = { ...FIGURES, accuracy, silhouette: 0.3, confusion: { classes: [], counts: [] } }
  const asked = RunRequest.parse({ count: 20, ...request })
  const report: RunReport = {
    ...asked,
    ...{ blender: '', backend: 'cpu', versions: {}, stages: {}, refused: [], colored: 0, health: [] },
    test,
    baseline: test,
  }
  const named = Array.from({ length: Math.max(...groups) + 1 }, () => ({
    name: '',
    proposed: '',
    size: 0,
    typical: 0,
    tightness: 0,
  }))
  return { id, request: asked, report, shapes: { ids: groups.map((_, i) => `shape ${i}`), groups, named } }
}

describe('two runs beside each other', () => {
  it('differ in what was asked for, and in their figures', () => {
    const { runs, differing, figures } = compareRuns(run('a', [0], { groups: 5 }), run('b', [0], { groups: 6 }, 0.7))
    expect([runs, differing]).toEqual([['a', 'b'], ['groups']]) // prettier-ignore
    expect(figures).toHaveLength(16)
    expect(figures.find(({ of, name }) => of === 'test' && name === 'accuracy')?.values).toEqual([0.9, 0.7])
    expect(figures.find(({ of, name }) => of === 'baseline' && name === 'map')?.values).toEqual([null, null])
  })

  it('agree in groups whatever their numbers are; shapes that one of them has in no group do not count', () => {
    const first = run('a', [0, 0, 1, 1, 2, -1])
    const renamed = run('b', [2, 2, 0, 0, 1, 1])
    expect(compareRuns(first, renamed).groups).toEqual({
      shapes: 5,
      ari: 1,
      counts: [[0, 0, 2], [2, 0, 0], [0, 1, 0]], // prettier-ignore
    })
    const crossed = compareRuns(run('a', [0, 0, 1, 1]), run('b', [0, 1, 0, 1])).groups
    expect(crossed).toMatchObject({ shapes: 4, counts: [[1, 1], [1, 1]] }) // prettier-ignore
    expect(crossed?.ari).toBeCloseTo(-0.5, 12) // (0 - 2/3) / (2 - 2/3): the index of two pairs laid across
  })

  it.each([{ seed: 1 }, { preset: 'seed' }, { count: 21 }])('have no groups in common with %j', (other) => {
    expect(compareRuns(run('a', [0, 1]), run('b', [0, 1], other)).groups).toBeNull()
  })
})
