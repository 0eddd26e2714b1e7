import { checkMesh } from '../../../mesh/checkMesh.js'
import type { ChordCounts } from '../chordCounts.js'
import { loadChordKernel } from '../chordKernel.js'
import { convexHull } from '../convexHull.js'
import { normalizeMesh } from '../normalizeMesh.js'
import { sphereLattice } from '../sphereLattice.js'
import { WasmChordCounter } from '../wasmChordCounter.js'
import type { NativeKernel } from './nativeKernel.js'

/** Lattice points: all ways of the kernel are taken, in 0.1 s. */
const POINTS = 200
/** A closed surface of 146 triangles, which fill no whole number of vectors. */
const CORNERS = 75

/**
 * Has a native kernel and the WebAssembly one count the chords of a closed and of an open mesh.
 *
 * @throws Error where the counts differ
 */
export function proveNativeKernel(native: NativeKernel): void {
  const code = loadChordKernel()
  if (code === undefined) throw new Error('there is no WebAssembly SIMD to compare with')
  const positions = Float32Array.from(sphereLattice(CORNERS), (value, i) => value * (1 + (i % 3)))
  const triangles = Uint32Array.from({ length: CORNERS }, (_, i) => i)
  const closed = convexHull(checkMesh({ positions, triangles }))
  const open = checkMesh({ positions: closed.positions, triangles: closed.triangles.slice(3) })
  const [wasm, compiled] = [undefined, native].map((kernel) => new WasmChordCounter(code, POINTS, kernel))
  for (const [name, mesh] of Object.entries({ closed, open })) {
    const normalized = normalizeMesh(mesh, 'box')
    if (textOf(wasm.countChords(normalized)) !== textOf(compiled.countChords(normalized)))
      throw new Error(`the native kernel counts the chords of the ${name} mesh differently`)
  }
}

const textOf = (counts: ChordCounts): string =>
  JSON.stringify(counts, (_, value: unknown) => (ArrayBuffer.isView(value) ? Object.values(value) : value))
