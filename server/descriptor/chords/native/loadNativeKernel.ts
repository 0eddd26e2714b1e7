import { createRequire } from 'node:module'
import type { NativeKernel } from './nativeKernel.js'
import { nativeKernelFile } from './nativeKernelFile.js'

const require = createRequire(import.meta.url)

/**
 * The native kernel that set-up compiled; undefined where there is none, where it can not run here (a processor
 * without AVX2), or where SHAPEKIN_NATIVE is `off`.
 */
export function loadNativeKernel(): NativeKernel | undefined {
  if (process.env.SHAPEKIN_NATIVE === 'off') return undefined
  try {
    return require(nativeKernelFile()) as NativeKernel
  } catch {
    return undefined // WebAssembly gives the same counts; `shapekin doctor` tells which is used
  }
}
