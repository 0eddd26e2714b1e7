import { describe, expect, it } from 'vitest'
import { loadChordKernel } from '../../../server/descriptor/chords/chordKernel.js'
import { chordViews, type ChordViews } from '../../../server/descriptor/chords/chordViews.js'
import { countChords } from '../../../server/descriptor/chords/countChords.js'
import { outwardSurface } from '../../../server/descriptor/chords/closed/outwardSurface.js'
import { normalizeMesh, type NormalizedMesh } from '../../../server/descriptor/chords/normalizeMesh.js'
import { WasmChordCounter } from '../../../server/descriptor/chords/wasmChordCounter.js'
import { checkMesh } from '../../../server/mesh/checkMesh.js'
import { Random } from '../../../shared/random.js'
import { CLOSED_MESHES, onChords } from '../../support/chordMeshes.js'
import { bowTie, bumpySphere } from '../../support/meshes.js'

const code = loadChordKernel()
if (code === undefined) throw new Error('this machine has no WebAssembly SIMD')

const POINTS = 300

function expectSameCounts(seed: number, counter: WasmChordCounter, views: ChordViews, mesh: NormalizedMesh): void {
  const surface = outwardSurface(mesh)
  if (surface === undefined) throw new Error(`seed ${seed}: the surface should be sure to be closed`)
  expect({ seed, ...counter.countFacing(surface) }).toEqual({ seed, ...countChords(mesh, views) })
}

describe.each([60, 301])('FacingCounter with %i points', (points) => {
  const counter = new WasmChordCounter(code, points)
  const views = chordViews(points)
  it.each(Object.entries(CLOSED_MESHES))('counts %s as a test of every chord with every triangle does', (_, make) => {
    for (let seed = 0; seed < 6; seed++)
      expectSameCounts(
        seed,
        counter,
        views,
        normalizeMesh(checkMesh(make(new Random(seed))), seed % 2 ? 'box' : 'sphere'),
      )
  })
})

it('counts tetrahedra with corners and edges on chords as a test of every chord with every triangle does', () => {
  const counter = new WasmChordCounter(code, POINTS)
  const views = chordViews(POINTS)
  for (let seed = 0; seed < 40; seed++) expectSameCounts(seed, counter, views, onChords(new Random(seed), POINTS))
})

it.each([100, 1000, 10_000])('counts a sphere of %i triangles as drawing all does, in 2,000 points', (triangles) => {
  const counter = new WasmChordCounter(code, 2000)
  const mesh = normalizeMesh(checkMesh(bumpySphere(triangles)), 'box')
  const surface = outwardSurface(mesh)
  expect(surface && counter.countFacing(surface)).toEqual(counter.countChords(mesh, 'draw'))
})

it('counts a bow tie as a test of every chord with every triangle does', () => {
  const mesh = normalizeMesh(checkMesh(bowTie()), 'box')
  expect(new WasmChordCounter(code, POINTS).countChords(mesh)).toEqual(countChords(mesh, chordViews(POINTS)))
})
