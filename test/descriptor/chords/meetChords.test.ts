import { describe, expect, it } from 'vitest'
import { chordViews } from '../../../server/descriptor/chords/chordViews.js'
import { meetChords } from '../../../server/descriptor/chords/meetChords.js'
import { normalizeMesh } from '../../../server/descriptor/chords/normalizeMesh.js'
import { SHORTEST_HALF_CHORD, sphereLattice } from '../../../server/descriptor/chords/sphereLattice.js'
import { checkMesh } from '../../../server/mesh/checkMesh.js'
import type { Mesh } from '../../../server/mesh/mesh.js'
import { Random } from '../../../shared/random.js'
import { joined, mapMesh, scaling, turnOver } from '../../support/changeMesh.js'
import { dot, hitsOf, minus, vectorAt } from '../../support/hitsOf.js'
import { bumpySphere, cube } from '../../support/meshes.js'

const POINTS = 150
/** Of ways along a chord, in its own length. */
const ROUNDING = 1e-9

/** Turned by what no symmetry of a test mesh can undo: no chord runs through an edge. */
const askew = (mesh: Mesh): Mesh =>
  mapMesh(
    mesh,
    [
      [0.36, 0.48, -0.8],
      [-0.8, 0.6, 0],
      [0.48, 0.64, 0.6],
    ],
    [0.013, 0.007, 0.003],
  )

const randomTriangles = (seed: number, count: number): Mesh => {
  const random = new Random(seed)
  return {
    positions: Float32Array.from({ length: 9 * count }, () => random.decimal(-1, 1)),
    triangles: Uint32Array.from({ length: 3 * count }, (_, i) => i),
  }
}

const box = askew(mapMesh(cube(), scaling(1, 0.6, 0.3)))
const small = mapMesh(box, scaling(0.4), [0.9, 0.5, 0.2])
const meshes: Record<string, Mesh> = {
  'triangles anywhere, seed 1': randomTriangles(1, 25),
  'triangles anywhere, seed 2': randomTriangles(2, 3),
  'a closed box': box,
  'an open box': { ...box, triangles: box.triangles.slice(6) },
  'a box inside out': turnOver(box),
  'a box with one face turned over': {
    ...box,
    triangles: Uint32Array.of(...box.triangles.slice(0, 3).reverse(), ...box.triangles.slice(3)),
  },
  'parts that stand apart': joined(small, mapMesh(small, scaling(-1))),
  'parts that cross': joined(box, small),
  'three faces on one edge': { ...box, triangles: Uint32Array.of(...box.triangles, 0, 1, 7) },
  'every face twice': { ...box, triangles: Uint32Array.of(...box.triangles, ...box.triangles) },
  'a bumpy sphere': askew(bumpySphere(120)),
}

describe('meetChords', () => {
  const views = chordViews(POINTS)
  const points = sphereLattice(POINTS)

  it.each(Object.entries(meshes))('meets %s chord by chord as a ray test of every triangle does', (_, mesh) => {
    const normalized = normalizeMesh(checkMesh(mesh), 'box')
    const expected = new Map<string, number[]>()
    for (let i = 0; i < POINTS; i++)
      for (let j = i + 1; j < POINTS; j++) {
        const [from, to] = [vectorAt(points, i), vectorAt(points, j)]
        if (Math.sqrt(dot(minus(to, from), minus(to, from))) / 2 > SHORTEST_HALF_CHORD)
          expected.set(`${i} ${j}`, hitsOf(normalized, from, to))
      }
    let chords = 0
    meetChords(normalized, views, (met) => {
      const partners = partnersOf(met.view)
      for (let k = 0; k < met.chords; k++, chords++) {
        const { name, half } = partners(
          views.x[views.viewStarts[met.view] + k],
          views.y[views.viewStarts[met.view] + k],
        )
        const ways = expected.get(name)
        if (ways === undefined) throw new Error(`chord ${name} is none of the lattice`)
        expect({ name, isHit: met.nearest[k] > 0, odd: met.odd[k] }).toEqual({
          name,
          isHit: ways.length > 0,
          odd: ways.length % 2,
        })
        if (ways.length === 0) continue
        // A hit at depth w lies w / (2 half^2) along the chord, since the chord's own depth is 2 half^2.
        const along = (inverse: number) => 1 / (inverse * 2 * half * half)
        expect(Math.abs(along(met.nearest[k]) - Math.min(...ways))).toBeLessThan(ROUNDING)
        expect(Math.abs(along(met.farthest[k]) - Math.max(...ways))).toBeLessThan(ROUNDING)
      }
    })
    expect(chords).toBe(expected.size)
  })

  /** Finds the lattice point at a place of a view's picture, from the frame alone. */
  function partnersOf(view: number): (x: number, y: number) => { name: string; half: number } {
    const from = vectorAt(points, view)
    const [u, v, w] = [0, 1, 2].map((axis) => vectorAt(views.frames, 3 * view + axis))
    const places = new Map<string, number>()
    const key = (x: number, y: number) => `${x.toFixed(9)} ${y.toFixed(9)}`
    for (let j = view + 1; j < POINTS; j++) {
      const way = minus(vectorAt(points, j), from)
      places.set(key(dot(way, u) / dot(way, w), dot(way, v) / dot(way, w)), j)
    }
    return (x, y) => {
      const j = places.get(key(x, y)) ?? -1
      const way = minus(vectorAt(points, Math.max(0, j)), from)
      return { name: `${view} ${j}`, half: Math.sqrt(dot(way, way)) / 2 }
    }
  }
})
