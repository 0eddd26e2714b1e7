// Compiles the AssemblyScript kernels into dist/. Same source, same compiler, same bytes.
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import asc from 'assemblyscript/asc'

/** Each kernel: its source, the file that the compiled code loads, and whether threads share its memory. */
const KERNELS = [
  { entry: 'server/descriptor/chords/assembly/chords.ts', output: 'dist/server/descriptor/chords/chords.wasm' },
  {
    entry: 'server/descriptor/shape/kernel/assembly/shape.ts',
    output: 'dist/server/descriptor/shape/kernel/shape.wasm',
  },
  {
    entry: 'server/cluster/kernel/assembly/cluster.ts',
    output: 'dist/server/cluster/kernel/cluster.wasm',
    shared: true,
  },
  { entry: 'server/training/kernel/assembly/training.ts', output: 'dist/server/training/kernel/training.wasm' },
]

const ROOT = fileURLToPath(new URL('..', import.meta.url))
/** No garbage collector, memory handed in by the caller, SIMD. */
const OPTIONS = ['-O3', '--converge', '--runtime', 'stub', '--noAssert', '--enable', 'simd', '--importMemory']
/**
 * For a kernel that several threads run in one memory. A shared memory must state the most that it may take: all of 4
 * GiB.
 */
const SHARED_OPTIONS = ['--enable', 'threads', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536']

/** Compiles one kernel. Throws an Error with the compiler's own message. */
export async function compileKernel(entry, output, shared = false) {
  const path = join(ROOT, output)
  await mkdir(dirname(path), { recursive: true })
  const { error, stderr } = await asc.main([
    join(ROOT, entry),
    ...OPTIONS,
    ...(shared ? SHARED_OPTIONS : []),
    '--outFile',
    path,
  ])
  if (error) throw new Error(`${entry} does not compile: ${error.message}\n${stderr.toString()}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  for (const { entry, output, shared } of KERNELS) await compileKernel(entry, output, shared)
