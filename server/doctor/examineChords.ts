import { loadChordKernel } from '../descriptor/chords/chordKernel.js'
import { loadNativeKernel } from '../descriptor/chords/native/loadNativeKernel.js'
import { proveNativeKernel } from '../descriptor/chords/native/proveNativeKernel.js'
import { toShapekinError } from '../../shared/errors.js'
import type { Diagnosis } from './diagnosis.js'

const subject = 'chords'

/** What counts the chords of a mesh; a native kernel counts two meshes as a trial. */
export function examineChords(): Diagnosis {
  if (loadChordKernel() === undefined)
    return {
      subject,
      state: 'warning',
      found: 'counted in TypeScript: this processor has no SIMD for WebAssembly',
      todo: 'The counts are the same, in five to nine times the time.',
    }
  const native = loadNativeKernel()
  if (native === undefined) return { subject, state: 'ok', found: `WebAssembly kernel (${whyNoNative()})` }
  try {
    proveNativeKernel(native)
    return { subject, state: 'ok', found: 'native kernel, counts as the WebAssembly one' }
  } catch (error) {
    return {
      subject,
      state: 'failed',
      found: toShapekinError(error).message,
      todo: 'Set SHAPEKIN_NATIVE=off, and report this.',
    }
  }
}

const whyNoNative = (): string =>
  process.env.SHAPEKIN_NATIVE === 'off'
    ? 'SHAPEKIN_NATIVE is off'
    : '`npm run setup kernel` compiles a faster one where it finds a C++ compiler and AVX2'
