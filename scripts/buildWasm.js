// Compiles the AssemblyScript kernels into dist/. Same source, same compiler, same bytes.
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

/** Each kernel: its source and where the compiled code looks for it. */
export const KERNELS = [
  { entry: 'server/descriptor/chords/assembly/chords.ts', output: 'dist/server/descriptor/chords/chords.wasm' },
  { entry: 'server/training/kernel/assembly/training.ts', output: 'dist/server/training/kernel/training.wasm' },
]

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** No garbage collector, memory handed in by the caller, SIMD. */
const OPTIONS = ['-O3', '--converge', '--runtime', 'stub', '--noAssert', '--enable', 'simd', '--importMemory']

/** Compiles one kernel; throws with the compiler's own words. */
export async function compileKernel(entry, output) {
  const path = join(ROOT, output)
  await mkdir(dirname(path), { recursive: true })
  const { error, stderr } = await asc.main([join(ROOT, entry), ...OPTIONS, '--outFile', path])
  if (error) throw new Error(`${entry} does not compile: ${error.message}\n${stderr.toString()}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const { entry, output } of KERNELS) await compileKernel(entry, output)
