import { describe, expect, it } from 'vitest'
import { loadChordKernel } from '../../../../server/descriptor/chords/chordKernel.js'
import { outwardSurface } from '../../../../server/descriptor/chords/closed/outwardSurface.js'
import type { NativeKernel } from '../../../../server/descriptor/chords/native/nativeKernel.js'
import { normalizeMesh, type NormalizedMesh } from '../../../../server/descriptor/chords/normalizeMesh.js'
import { WasmChordCounter } from '../../../../server/descriptor/chords/wasmChordCounter.js'
import { checkMesh } from '../../../../server/mesh/checkMesh.js'
import { Random } from '../../../../shared/random.js'
import { ANY_MESHES, CLOSED_MESHES, firstOf, onChords } from '../../../support/chordMeshes.js'
import { bumpySphere } from '../../../support/meshes.js'
import { nativeKernel } from '../../../support/nativeKernel.js'
import { publishedCases } from '../../../support/publishedCases.js'
import { readStl } from '../../../support/readStl.js'
import { sharedData } from '../../../support/sharedData.js'

const code = loadChordKernel()
if (code === undefined) throw new Error('this machine has no WebAssembly SIMD')

/** A counter by WebAssembly, which other tests hold to a test of every chord, and one by the native kernel. */
function counters(points: number): [WasmChordCounter, WasmChordCounter] {
  // The title of a skipped group is computed without a kernel.
  const make = (native?: NativeKernel) => new WasmChordCounter(code as Uint8Array<ArrayBuffer>, points, native)
  return [make(), make(nativeKernel)]
}

function expectSameCounts(mesh: NormalizedMesh, [wasm, native]: [WasmChordCounter, WasmChordCounter]): void {
  const surface = outwardSurface(mesh)
  if (surface) expect(native.countFacing(surface)).toEqual(wasm.countFacing(surface))
  expect(native.countBothSides(mesh)).toEqual(wasm.countBothSides(mesh))
}

describe.skipIf(nativeKernel === undefined)('the native kernel counts as WebAssembly does', () => {
  describe.each([60, 301])('with %i points', (points) => {
    const both = counters(points)
    it.each(Object.entries({ ...CLOSED_MESHES, ...ANY_MESHES }))('%s', (_, make) => {
      for (let seed = 0; seed < 6; seed++)
        expectSameCounts(normalizeMesh(checkMesh(make(new Random(seed))), seed % 2 ? 'box' : 'sphere'), both)
    })

    it('tetrahedra with corners and edges on chords', () => {
      for (let seed = 0; seed < 40; seed++) expectSameCounts(onChords(new Random(seed), points), both)
    })
  })

  describe('with 2,000 points', () => {
    const both = counters(2000)
    // From 1 to 16 triangles more than vectors hold, and so many that the memory grows on the way.
    it.each([8, 60, 1000, 10_000])('a ball of %i triangles, whole and without its last', (triangles) => {
      const ball = bumpySphere(triangles)
      for (const mesh of [ball, firstOf(ball, 0.9)]) expectSameCounts(normalizeMesh(checkMesh(mesh), 'box'), both)
    })

    const folder = sharedData('reference')
    it.skipIf(!folder)('the published cases', () => {
      for (const { meshFile } of folder ? publishedCases(folder) : [])
        expectSameCounts(normalizeMesh(checkMesh(readStl(meshFile)), 'box'), both)
    })
  })
})
