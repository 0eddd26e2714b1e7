import { describe, expect, it } from 'vitest'
import { loadChordKernel } from '../../../server/descriptor/chords/chordKernel.js'
import { chordViews } from '../../../server/descriptor/chords/chordViews.js'
import { countChords } from '../../../server/descriptor/chords/countChords.js'
import { normalizeMesh, type NormalizedMesh } from '../../../server/descriptor/chords/normalizeMesh.js'
import { sphereLattice } from '../../../server/descriptor/chords/sphereLattice.js'
import { WasmChordCounter } from '../../../server/descriptor/chords/wasmChordCounter.js'
import { checkMesh } from '../../../server/mesh/checkMesh.js'
import type { Mesh } from '../../../server/mesh/mesh.js'
import { Random } from '../../../shared/random.js'
import { joined, mapMesh, scaling, turning, turnOver } from '../../support/changeMesh.js'
import { vectorAt } from '../../support/hitsOf.js'
import { bowTie, bumpySphere, cube, ring } from '../../support/meshes.js'

const code = loadChordKernel()
if (code === undefined) throw new Error('this machine has no WebAssembly SIMD')

const POINTS = 301

/** Triangles anywhere, of the given size and thickness. */
function loose(random: Random, count: number, size: number, thickness: number): Mesh {
  const positions = Array.from({ length: count }, () => {
    const [x, y, z] = [random.decimal(-1, 1), random.decimal(-1, 1), random.decimal(-1, 1)]
    const corner = (scale: number) => [x, y, z].map((at) => at + scale * random.decimal(-1, 1))
    return [corner(size), corner(size), corner(thickness)]
  }).flat(2)
  return { positions: Float32Array.from(positions), triangles: Uint32Array.from({ length: 3 * count }, (_, k) => k) }
}

const turnedAnyhow = (mesh: Mesh, random: Random): Mesh =>
  mapMesh(mesh, turning([random.decimal(-1, 1), random.decimal(-1, 1), random.decimal(0.1, 1)], random.decimal(0, 6)))
const firstOf = (mesh: Mesh, share: number): Mesh => ({
  ...mesh,
  triangles: mesh.triangles.slice(0, 3 * Math.floor((share * mesh.triangles.length) / 3)),
})

const MESHES: Record<string, (random: Random) => Mesh> = {
  'a cube': () => cube(),
  'a cube with a hole': (random) => turnedAnyhow(firstOf(cube(), 0.9), random),
  'a cube, each triangle twice': () => joined(cube(), cube()),
  'a cube and one inside out that cross': (random) => joined(cube(), turnOver(turnedAnyhow(cube(), random))),
  'cubes with a common face': () => joined(cube(), mapMesh(cube(), scaling(1), [2, 0, 0])),
  'a plate without thickness': (random) => turnedAnyhow(mapMesh(cube(), scaling(1, 1, 0)), random),
  'a bow tie': () => bowTie(),
  'half a ball': (random) => turnedAnyhow(firstOf(bumpySphere(1000), 0.5), random),
  'a ring without its last pieces': (random) => turnedAnyhow(firstOf(ring(30), 0.8), random),
  'loose triangles': (random) => loose(random, 200, 0.4, 0.4),
  'loose slivers': (random) => loose(random, 200, 0.5, 1e-4),
  crumbs: (random) => loose(random, 500, 0.01, 0.01),
}

describe('countBothSides', () => {
  const counter = new WasmChordCounter(code, POINTS)
  const views = chordViews(POINTS)

  it.each(Object.entries(MESHES))('counts %s as a test of every chord with every triangle does', (_, make) => {
    for (let seed = 0; seed < 6; seed++) {
      const mesh = normalizeMesh(checkMesh(make(new Random(seed))), seed % 2 ? 'box' : 'sphere')
      expect({ seed, ...counter.countBothSides(mesh) }).toEqual({ seed, ...countChords(mesh, views) })
    }
  })

  it('counts triangles whose corners and edges lie on chords, and whose planes hold lattice points', () => {
    const lattice = sphereLattice(POINTS)
    for (let seed = 0; seed < 40; seed++) {
      const random = new Random(seed)
      const corners = Array.from({ length: 20 }, () => {
        const [from, to] = [vectorAt(lattice, random.below(POINTS)), vectorAt(lattice, random.below(POINTS))]
        const at = (way: number) => from.map((value, axis) => 0.9 * (value * (1 - way) + to[axis] * way))
        return [at(0.3), at(0.6)]
      }).flat()
      const triangles = Uint32Array.from({ length: 3 * 30 }, (_, k) => (k < 60 ? k % 40 : (7 * k) % 40))
      const mesh: NormalizedMesh = { vertices: Float64Array.from(corners.flat()), triangles }
      expect({ seed, ...counter.countBothSides(mesh) }).toEqual({ seed, ...countChords(mesh, views) })
    }
  })
})

it.each([100, 1000])(
  'counts an open ball of %i triangles as drawing in double precision does, in 2,000 points',
  (count) => {
    const counter = new WasmChordCounter(code, 2000)
    const mesh = normalizeMesh(checkMesh(firstOf(bumpySphere(count), 0.9)), 'box')
    expect(counter.countBothSides(mesh)).toEqual(counter.countChords(mesh, 'draw'))
  },
)
