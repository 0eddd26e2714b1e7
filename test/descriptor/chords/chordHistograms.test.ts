import { describe, expect, it } from 'vitest'
import {
  CHORD_TYPES,
  chordHistograms,
  INTERVALS,
  type ChordType,
} from '../../../server/descriptor/chords/chordHistograms.js'
import { normalizeMesh, type Center } from '../../../server/descriptor/chords/normalizeMesh.js'
import { SHORTEST_HALF_CHORD, sphereLattice } from '../../../server/descriptor/chords/sphereLattice.js'
import { checkMesh } from '../../../server/mesh/checkMesh.js'
import type { Mesh } from '../../../server/mesh/mesh.js'
import { Random } from '../../../shared/random.js'
import { joined, mapMesh, scaling, turning } from '../../support/changeMesh.js'
import { dot, hitsOf, minus, vectorAt } from '../../support/hitsOf.js'
import { bumpySphere, cube } from '../../support/meshes.js'

const POINTS = 300

/** Triangles anywhere in a cube, with coordinates of few bits: moving and scaling by powers of two stay exact. */
function randomTriangles(seed: number, count: number): Mesh {
  const random = new Random(seed)
  const positions = Float32Array.from({ length: 9 * count }, () => Math.round(random.decimal(-1, 1) * 4096) / 4096)
  return { positions, triangles: Uint32Array.from({ length: 3 * count }, (_, i) => i) }
}

describe('chordHistograms', () => {
  it.each([1, 2, 3])('meets what a ray test of every chord with every triangle meets, seed %i', (seed) => {
    const mesh = randomTriangles(seed, 25)
    const normalized = normalizeMesh(checkMesh(mesh), 'box')
    const points = sphereLattice(POINTS)
    const [outer, missed, concentric] = [0, 1, 2].map(() => new Uint32Array(128))
    const add = (counts: Uint32Array, value: number) => counts[Math.min(127, Math.floor(value * 128))]++
    let hits = 0
    let oddParity = 0
    for (let i = 0; i < POINTS; i++)
      for (let j = i + 1; j < POINTS; j++) {
        const [from, to] = [vectorAt(points, i), vectorAt(points, j)]
        const direction = minus(to, from)
        const half = Math.sqrt(dot(direction, direction)) / 2
        if (half <= SHORTEST_HALF_CHORD) continue
        const ways = hitsOf(normalized, from, to)
        if (ways.length === 0) add(missed, half)
        else {
          hits++
          oddParity += ways.length % 2
          const [first, last] = [Math.min(...ways), Math.max(...ways)]
          add(outer, first * half)
          add(outer, (1 - last) * half)
          for (const way of [first, last])
            add(concentric, 1.05 * Math.hypot(...from.map((value, axis) => value + way * direction[axis])))
        }
      }
    const { counts } = chordHistograms(checkMesh(mesh), { center: 'box', points: POINTS })
    expect(counts).toMatchObject({ hits, oddParity, outer, missed, concentric })
  })

  it('meets a cube as often as the exact box, in 12 triangles or in 48', () => {
    const { counts } = chordHistograms(checkMesh(cube()), { center: 'box' })
    expect(counts).toMatchObject({ chords: 1_813_861, hits: 1_155_012, oddParity: 0 })
    expect(chordHistograms(checkMesh(cut(cube())), { center: 'box' }).counts).toEqual(counts)
    expect(chordHistograms(checkMesh(cube()), { center: 'sphere' }).counts).toEqual(counts)
  })

  it('comes near the closed form of a sphere: each chord hits, close to the inner sphere', () => {
    const sphere = chordHistograms(checkMesh(bumpySphere(20_000, 0)), { center: 'sphere' })
    expect(sphere.hitFraction).toBeGreaterThan(0.999)
    expect(sphere.histogram('concentric_sphere', 128)[127]).toBeGreaterThan(0.999)
    const closed = (x: number) => 1.05 ** 2 * (1 - (x + SHORTEST_HALF_CHORD ** 2 / (4 * x)) ** 2)
    const own = sphere.histogram('strict_outer', 32)
    expect(own[0] + own[1]).toBeCloseTo(closed(2 / 32), 2)
  })

  it.each(['box', 'sphere'] as const)(
    'is unchanged by moving, scaling, order and flipped faces, center %s',
    (center) => {
      const mesh = randomTriangles(7, 30)
      const numbers = (changed: Mesh) => chordHistograms(checkMesh(changed), { center, points: POINTS }).counts
      const expected = numbers(mesh)
      const { positions, triangles } = mesh
      expect(numbers({ positions: positions.map((value) => value * 1024), triangles })).toEqual(expected)
      expect(numbers({ positions: positions.map((value) => value + 8), triangles })).toEqual(expected)
      expect(numbers({ positions, triangles: triangles.slice().reverse() })).toEqual(expected) // flips them too
    },
  )

  it('with center sphere, is unchanged by turning but for rounding; with center box, it is not', () => {
    const table = joined(mapMesh(cube(), scaling(2, 1, 0.1)), mapMesh(cube(), scaling(0.1, 0.1, 1), [1.5, 0.7, -1]))
    const turned = mapMesh(table, turning([0.36, 0.48, 0.8], 1))
    const change = (center: Center) => {
      const [before, after] = [
        chordHistograms(checkMesh(table), { center }),
        chordHistograms(checkMesh(turned), { center }),
      ]
      const distance = (type: ChordType) =>
        before.histogram(type, 32).reduce((sum, share, i) => sum + Math.abs(share - after.histogram(type, 32)[i]), 0)
      return Math.max(...CHORD_TYPES.map(distance))
    }
    expect(change('sphere')).toBeLessThan(1e-4)
    expect(change('box')).toBeGreaterThan(0.1)
  })

  it('describes the hull of a mesh with a dent as that of the mesh without', () => {
    const { positions, triangles } = cube()
    const dented = {
      positions: Float32Array.of(...positions, 0, 0, 0),
      triangles: Uint32Array.of(...triangles, 0, 1, 8),
    }
    const hull = chordHistograms(checkMesh(dented), { center: 'box', source: 'hull' })
    expect(hull.counts).toEqual(chordHistograms(checkMesh(cube()), { center: 'box' }).counts)
  })

  const odd: Record<string, number[]> = {
    'one triangle': [0, 0, 0, 1, 0, 0, 0, 1, 0],
    'a triangle without area': [0, 0, 0, 1, 1, 1, 2, 2, 2],
    'size 1e-30': [0, 0, 0, 1e-30, 0, 0, 0, 1e-30, 2e-30],
    'size 1e+30': [0, 0, 0, 1e30, 0, 0, 0, 1e30, -2e30],
  }
  it.each(Object.entries(odd))('gives finite numbers for %s', (_, positions) => {
    const mesh = { positions: Float32Array.from(positions), triangles: Uint32Array.of(0, 1, 2) }
    for (const center of ['box', 'sphere'] as const) {
      const histograms = chordHistograms(checkMesh(mesh), { center, points: POINTS })
      for (const type of CHORD_TYPES)
        for (const intervals of INTERVALS)
          expect(histograms.histogram(type, intervals).every((share) => share >= 0 && share <= 1)).toBe(true)
    }
  })

  it('names what it can not describe', () => {
    const one = (positions: number[]) => () =>
      chordHistograms(checkMesh({ positions: Float32Array.from(positions), triangles: Uint32Array.of(0, 1, 2) }), {
        center: 'sphere',
        source: 'hull',
      })
    expect(one([1, 1, 1, 1, 1, 1, 1, 1, 1])).toThrow(expect.objectContaining({ code: 'mesh.noExtent' }))
    expect(one([1, 1, NaN, 1, 1, 1, 1, 1, 2])).toThrow(expect.objectContaining({ code: 'mesh.nonFinite' }))
    expect(one([0, 0, 0, 1, 0, 0, 0, 1, 0])).toThrow(expect.objectContaining({ code: 'mesh.flatHull' }))
  })
})

/** Each triangle in four, by the middles of its edges. */
function cut({ positions, triangles }: Mesh): Mesh {
  const corners: number[] = []
  const at = (k: number) => [...positions.subarray(3 * triangles[k], 3 * triangles[k] + 3)]
  const middle = (a: number[], b: number[]) => a.map((value, axis) => (value + b[axis]) / 2)
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [at(t), at(t + 1), at(t + 2)]
    const [ab, bc, ca] = [middle(a, b), middle(b, c), middle(c, a)]
    corners.push(...[a, ab, ca, ab, b, bc, ca, bc, c, ab, bc, ca].flat())
  }
  return {
    positions: Float32Array.from(corners),
    triangles: Uint32Array.from({ length: corners.length / 3 }, (_, i) => i),
  }
}
