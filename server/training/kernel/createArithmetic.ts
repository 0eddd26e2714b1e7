import { readFileSync } from 'node:fs'
import { compiledUrl } from '../../system/projectRoot.js'
import type { Arithmetic } from './arithmetic.js'
import { createPlainArithmetic } from './plainArithmetic.js'

const PAGE_BYTES = 64 * 1024
const KERNEL_URL = compiledUrl('server/training/kernel/training.wasm')

/**
 * Arithmetic with SIMD where this machine has it, else in plain TypeScript, which is 7x slower and equal up to
 * rounding.
 * @param bytes of memory, set to zero
 */
export function createArithmetic(bytes: number): Arithmetic {
  return createSimdArithmetic(bytes) ?? createPlainArithmetic(bytes)
}

/** Arithmetic with SIMD; undefined without WebAssembly SIMD. */
export function createSimdArithmetic(bytes: number): Arithmetic | undefined {
  const code = readFileSync(KERNEL_URL)
  if (!WebAssembly.validate(code)) return undefined
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) })
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory } })
  return { ...(exports as unknown as Omit<Arithmetic, 'memory'>), memory: memory.buffer }
}
