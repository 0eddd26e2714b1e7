import { describe, expect, it } from 'vitest'
import { mirroredViews } from '../../../server/descriptor/chords/mirroredViews.js'
import { SHORTEST_HALF_CHORD, sphereLattice } from '../../../server/descriptor/chords/sphereLattice.js'
import { dot, minus, vectorAt } from '../../support/hitsOf.js'

describe.each([2, 61, 300, 2000])('mirroredViews of %i points', (count) => {
  const views = mirroredViews(count)
  const points = sphereLattice(count)

  it('shows every chord from both ends, where its other end is seen', () => {
    let ends = 0
    let farthest = 0
    let isHalfWrong = false
    for (let view = 0; view < count; view++) {
      const picture = Math.min(view, count - 1 - view)
      const from = vectorAt(points, view)
      const frame = [0, 1, 2].map((row) => vectorAt(views.frames, 3 * view + row))
      for (let at = views.starts[picture]; at < views.starts[picture + 1]; at++, ends++) {
        const partner = picture === view ? views.partners[at] : count - 1 - views.partners[at]
        const way = minus(vectorAt(points, partner), from)
        const [u, v, w] = frame.map((axis) => dot(way, axis))
        farthest = Math.max(
          farthest,
          Math.abs(u - w * (views.x[at] + views.xLow[at])),
          Math.abs(v - w * (views.y[at] + views.yLow[at])),
        )
        const half = Math.sqrt(dot(way, way)) / 2
        isHalfWrong ||= views.half[at] > half + 1e-12 || views.half[at] < half - 1.2e-7
      }
    }
    expect({ ends, isHalfWrong }).toEqual({ ends: 2 * views.chords, isHalfWrong: false })
    expect(farthest).toBeLessThan(3e-12)
  })

  it('leaves no chord out', () => {
    let chords = 0
    for (let i = 0; i < count; i++)
      for (let j = i + 1; j < count; j++) {
        const way = minus(vectorAt(points, j), vectorAt(points, i))
        if (Math.sqrt(dot(way, way)) / 2 > SHORTEST_HALF_CHORD) chords++
      }
    expect(views.chords).toBe(chords)
  })
})
