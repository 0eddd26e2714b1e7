import { describe, expect, it } from 'vitest'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { surfaceOf } from '../support/surfaceOf.js'

/**
 * Plates with holes and gears, whose caps are one concave outline, were refused: one small number bounded the corners of all
 * outlines of a file together, whether they are quick to cut or not.
 */

type Point = readonly [number, number]

const obj = (outlines: readonly (readonly Point[])[]): Buffer => {
  const lines = outlines.flat().map(([x, y]) => `v ${x} ${y} 0`)
  let next = 1
  for (const outline of outlines) lines.push(`f ${outline.map(() => next++).join(' ')}`)
  return Buffer.from(lines.join('\n'))
}

/** A square plate of holes² square holes of area 1/4, which hang on the outline by seams that are gone along twice. */
function plate(holes: number): Point[] {
  const outline: Point[] = []
  for (let row = 0; row < holes; row++) {
    const [low, middle, high] = [row + 0.25, row + 0.5, row + 0.75]
    outline.push([0, row], [0, middle])
    for (let hole = 0.25; hole < holes; hole++)
      outline.push([hole, middle], [hole, low], [hole + 0.5, low], [hole + 0.5, middle])
    for (let hole = holes - 0.75; hole > 0; hole--)
      outline.push([hole + 0.5, middle], [hole + 0.5, high], [hole, high], [hole, middle])
    outline.push([0, middle])
  }
  return [...outline, [0, holes], [holes, holes], [holes, 0]]
}

const circle = (corners: number, radius: (corner: number) => number): Point[] =>
  Array.from({ length: corners }, (_, i) => {
    const angle = (2 * Math.PI * i) / corners
    return [radius(i) * Math.cos(angle), radius(i) * Math.sin(angle)]
  })

const gear = (teeth: number): Point[] => circle(4 * teeth, (i) => (i % 4 < 2 ? 1 : 0.9))

const areaOf = (outline: readonly Point[]): number =>
  Math.abs(
    outline.reduce((sum, [x, y], i) => {
      const [u, v] = outline[(i + 1) % outline.length]
      return sum + (x * v - y * u) / 2
    }, 0),
  )

describe('concave polygons', () => {
  it.each<[string, Point[][], area?: number]>([
    ['a gear of 2,500 teeth', [gear(2500)]],
    ['300 gears of 100 teeth', Array.from({ length: 300 }, () => gear(100))],
    ['a star of 9,999 corners', [circle(9999, (i) => 1 + (i % 2))]],
    [
      'a staircase with corners in a line',
      [Array.from({ length: 801 }, (_, i): Point => [(i + 1) >> 2, ((i >> 2) << 1) >> 1]).concat([[201, 0]])],
    ],
    [
      'a frame: an outline with a hole, whose seam is gone along twice',
      [
        [
          [0, 0],
          [3, 0],
          [3, 3],
          [0, 3],
          [0, 0],
          [1, 1],
          [1, 2],
          [2, 2],
          [2, 1],
          [1, 1],
        ],
      ],
      8,
    ],
    [
      'a corner twice',
      [
        [
          [0, 0],
          [4, 2],
          [4, 2],
          [0, 4],
          [1, 2],
        ],
      ],
      6,
    ],
    [
      'corners in a line',
      [
        [
          [0, 0],
          [1, 0],
          [2, 0],
          [4, 0],
          [4, 4],
          [2, 1],
          [0, 4],
          [0, 2],
          [0, 1],
        ],
      ],
      10,
    ],
    [
      'a spike of no width',
      [
        [
          [0, 0],
          [2, 0],
          [5, 0],
          [2, 0],
          [2, 2],
          [1, 0.5],
          [0, 2],
        ],
      ],
      2.5,
    ],
  ])('are covered exactly: %s', (_, outlines, area = outlines.reduce((sum, outline) => sum + areaOf(outline), 0)) => {
    const mesh = parseMesh(obj(outlines), 'obj')
    expect(surfaceOf(mesh).area / area).toBeCloseTo(1, 4)
    expect(mesh.repairs).toEqual([])
  })

  it('are covered exactly: a plate with 400 holes in one outline', () => {
    const holes = 20
    const outline = plate(holes)
    const mesh = parseMesh(obj([outline]), 'obj')
    expect(surfaceOf(mesh).area).toBeCloseTo(areaOf(outline), 2)
    expect(areaOf(outline)).toBeCloseTo(holes * holes * 0.75, 6)
    expect(surfaceOf(mesh).triangles).toBeLessThanOrEqual(outline.length - 2)
  })

  it('that cross themselves are told', () => {
    const bow: Point[] = [
      [0, 0],
      [4, 4],
      [4, 0],
      [0, 3],
    ]
    expect(parseMesh(obj([bow]), 'obj').repairs).toEqual([{ kind: 'crossingOutlines', count: 1 }])
  })
})
