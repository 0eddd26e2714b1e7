import { describe, expect, it } from 'vitest'
import { loadChordKernel } from '../../../server/descriptor/chords/chordKernel.js'
import { chordViews } from '../../../server/descriptor/chords/chordViews.js'
import { countChords } from '../../../server/descriptor/chords/countChords.js'
import { normalizeMesh, type NormalizedMesh } from '../../../server/descriptor/chords/normalizeMesh.js'
import { sphereLattice } from '../../../server/descriptor/chords/sphereLattice.js'
import { WasmChordCounter } from '../../../server/descriptor/chords/wasmChordCounter.js'
import { checkMesh } from '../../../server/mesh/checkMesh.js'
import { Random } from '../../../shared/random.js'
import { ANY_MESHES, firstOf } from '../../support/chordMeshes.js'
import { vectorAt } from '../../support/hitsOf.js'
import { bumpySphere } from '../../support/meshes.js'

const code = loadChordKernel()
if (code === undefined) throw new Error('this machine has no WebAssembly SIMD')

const POINTS = 301

describe('countBothSides', () => {
  const counter = new WasmChordCounter(code, POINTS)
  const views = chordViews(POINTS)

  it.each(Object.entries(ANY_MESHES))('counts %s as a test of every chord with every triangle does', (_, make) => {
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
