import { describe, expect, it } from 'vitest'
import {
  areApart,
  meetInCorner,
  meetInEdge,
  type Triangle,
  type Vector,
} from '../../../../server/descriptor/chords/closed/trianglesApart.js'
import { Random } from '../../../../shared/random.js'
import { hitsOf } from '../../../support/hitsOf.js'

const point = (random: Random): Vector => [random.decimal(-1, 1), random.decimal(-1, 1), random.decimal(-1, 1)]
const triangle = (random: Random): Triangle => [point(random), point(random), point(random)]
const moved = ([a, b, c]: Triangle, by: Vector): Triangle => {
  const move = (p: Vector): Vector => [p[0] + by[0], p[1] + by[1], p[2] + by[2]]
  return [move(a), move(b), move(c)]
}

/** Whether a line from one point to another meets a triangle, by Möller and Trumbore's test. */
const meets = (from: Vector, to: Vector, of: Triangle): boolean =>
  hitsOf({ vertices: Float64Array.from(of.flat()), triangles: Uint32Array.of(0, 1, 2) }, from, to).some(
    (way) => way >= 0 && way <= 1,
  )

const SEEDS = Array.from({ length: 3000 }, (_, seed) => seed)

describe('areApart', () => {
  it('is true where no edge of one meets the other', () => {
    const wrong = SEEDS.filter((seed) => {
      const random = new Random(seed)
      const [a, b] = [triangle(random), moved(triangle(random), point(random))]
      const edges = (of: Triangle) => of.map((corner, k) => [corner, of[(k + 1) % 3]] as const)
      const isMet = edges(a).some(([p, q]) => meets(p, q, b)) || edges(b).some(([p, q]) => meets(p, q, a))
      return areApart(a, b) === isMet
    })
    expect(wrong).toEqual([])
  })

  it('tells triangles of one plane apart, and not where they touch', () => {
    const a: Triangle = [
      [0, 0, 0],
      [1, 0, 0],
      [0, 1, 0],
    ]
    expect(areApart(a, moved(a, [0.6, 0.6, 0]))).toBe(true)
    expect(areApart(a, moved(a, [0.5, 0.5, 0]))).toBe(false)
    expect(areApart(a, moved(a, [0.2, 0.2, 0]))).toBe(false)
    expect(areApart(a, moved(a, [0, 0, 1e-9]))).toBe(true)
    expect(areApart(a, a)).toBe(false)
  })
})

describe('meetInCorner', () => {
  it('is true where the far edge of neither meets the other', () => {
    const wrong = SEEDS.filter((seed) => {
      const random = new Random(seed)
      const corner = point(random)
      const [a, b]: Triangle[] = [triangle(random), triangle(random)].map(([, p, q]) => [corner, p, q])
      return meetInCorner(a, b) === (meets(a[1], a[2], b) || meets(b[1], b[2], a))
    })
    expect(wrong).toEqual([])
  })

  it('tells triangles of one plane apart, also where their edges run on into each other', () => {
    const ray = (turn: number, length: number): Vector => [length * Math.cos(turn), length * Math.sin(turn), 0]
    const wedge = (from: number, to: number): Triangle => [[0, 0, 0], ray(from, 0.5), ray(to, 0.8)]
    expect(meetInCorner(wedge(0, 1), wedge(1.1, 2))).toBe(true)
    expect(meetInCorner(wedge(0, 1), wedge(Math.PI, Math.PI + 1))).toBe(true)
    expect(meetInCorner(wedge(0, 1), wedge(1, 2))).toBe(false)
    expect(meetInCorner(wedge(0, 1), wedge(0.5, 2))).toBe(false)
    expect(meetInCorner(wedge(0, 2), wedge(0.5, 1))).toBe(false)
  })
})

describe('meetInEdge', () => {
  const a: Triangle = [
    [0, 0, 0],
    [1, 0, 0],
    [0, 1, 0],
  ]
  const folded = (turn: number): Triangle => [a[1], a[0], [0.3, Math.cos(turn), Math.sin(turn)]]

  it('is true unless one is folded onto the other', () => {
    for (const turn of [1e-3, 1, 2, Math.PI, 4, -1e-3])
      expect([turn, meetInEdge(a, folded(turn))]).toEqual([turn, true])
    expect(meetInEdge(a, folded(0))).toBe(false)
  })

  it('is not sure of a triangle without area', () => {
    expect(meetInEdge(a, [a[1], a[0], [0.5, 0, 0]])).toBe(false)
  })
})
