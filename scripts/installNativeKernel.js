import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runProgram, works } from './lib/runProgram.js'

/** Seconds; it takes 2. */
const COMPILE_SECONDS = 120

const PROVE = `
import { createRequire } from 'node:module'
const [module, addon] = process.argv.slice(1)
const { proveNativeKernel } = await import(module)
proveNativeKernel(createRequire(module)(addon))
`

/**
 * Compiles the kernel that counts chords for this machine, where a C++ compiler is found, and keeps it in the cache if
 * it counts as the WebAssembly kernel does. Needs the build in dist/.
 *
 * @param {(text: string) => void} say
 * @returns {Promise<{ kernel: 'native' } | { kernel: 'wasm', reason?: string }>} the reason only where a kernel should
 *   have come out
 */
export async function installNativeKernel(say) {
  if (process.env.SHAPEKIN_NATIVE === 'off' || !hasAvx2()) return { kernel: 'wasm' }
  const { nativeKernelFile, NATIVE_SOURCE } =
    await import('../dist/server/descriptor/chords/native/nativeKernelFile.js')
  const kept = nativeKernelFile()
  if (existsSync(kept)) return { kernel: 'native' }
  const compiler = process.env.CXX || 'c++'
  if (!(await works(compiler, '--version'))) return { kernel: 'wasm' }
  say('compile')
  const work = await mkdtemp(`${kept}-`)
  try {
    const flags = /^\/\/ Compiled with (.*)$/m.exec(readFileSync(NATIVE_SOURCE, 'utf8'))[1].split(' ')
    const { include_dir: headers } = (await import('node-api-headers')).default
    const made = join(work, 'chords.node')
    await runProgram(compiler, [...flags, `-I${headers}`, fileURLToPath(NATIVE_SOURCE), '-o', made], {
      seconds: COMPILE_SECONDS,
    }).catch((error) => {
      throw new Error(`it does not compile: ${/^.*error.*$/im.exec(error.output)?.[0] ?? error.message}`)
    })
    const module = new URL('proveNativeKernel.js', NATIVE_SOURCE).href
    // In a process of its own, because wrong native code can end it.
    const isRight = await works(process.execPath, '--input-type=module', '-e', PROVE, module, made)
    if (!isRight) throw new Error('the native one does not count as it should')
    await rename(made, kept)
    return { kernel: 'native' }
  } catch (error) {
    return { kernel: 'wasm', reason: error.message }
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Whether the processor has the instructions that the kernel is written for; says no where it can not be known. */
function hasAvx2() {
  if (`${process.platform} ${process.arch}` !== 'linux x64') return false
  return /^flags\b.*\bavx2\b/m.test(readFileSync('/proc/cpuinfo', 'utf8'))
}

/** The sentence about the outcome for the user; nothing where nothing was to be expected. */
export const tellNativeKernel = ({ kernel, reason }) =>
  kernel === 'native'
    ? 'Chords: native kernel'
    : reason && `Chords: WebAssembly kernel, same counts in more time (${reason})`
