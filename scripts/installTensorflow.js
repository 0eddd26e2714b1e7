import { createRequire } from 'node:module'
import { copyFile, mkdir, mkdtemp, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { aptInstall, canUseApt } from './lib/aptInstall.js'
import { cacheFolder } from './lib/cacheFolder.js'
import { phase } from './lib/phase.js'
import { PROJECT_ROOT } from './lib/projectRoot.js'
import { ProgramError, runProgram, works } from './lib/runProgram.js'

/** The TensorFlow 2 wheel with the smallest download (207 MB) that the binding of tfjs-node 4.22 compiles against. */
const WHEEL = {
  requirement: 'tensorflow-cpu==2.15.1',
  sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
  // Its libraries don't link Python, so this one serves whatever Python runs here.
  tags: '--platform manylinux2014_x86_64 --implementation cp --python-version 3.11 --abi cp311'.split(' '),
}
/** What is kept of the wheel: two libraries (587 MB), and the headers that the binding includes. */
const KEPT = String.raw`tensorflow/(libtensorflow_(cc|framework)\.so\.2$|include/(tensorflow/c/|tensorflow/core/platform/ctstring|(tensorflow/)?tsl/(c|platform)/))`
const UNPACK = `
import re, sys, zipfile
wheel, folder, kept = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    archive.extractall(folder, [name for name in archive.namelist() if re.match(kept, name)])
`
/**
 * Seconds. The official install has no limit of its own: a server that accepts a connection and stays silent would
 * hang it for ever.
 */
const OFFICIAL_SECONDS = 300
/** Milliseconds after a failed official install until it is tried again. */
const OFFICIAL_RETRY_MS = 30 * 24 * 3600_000
/** tfjs-node 4.22 ships bindings up to Node-API 8. */
const NODE_API = 8

/**
 * A program that computes with the native backend. It runs in a process of its own, because a faulty library can end
 * the process.
 */
const TRIAL = `
const util = require('node:util')
util.isNullOrUndefined = (value) => value == null // a warning in Node 22, gone from 23, still called by tfjs-node 4.22
util.isArray = Array.isArray
const tf = require(process.argv[1])
const square = tf.matMul(tf.tensor2d([[1, 2], [3, 4]]), tf.tensor2d([[1, 2], [3, 4]])).dataSync()
if (tf.getBackend() !== 'tensorflow' || square.join() !== '7,10,15,22') throw new Error(tf.getBackend() + ' ' + square)
`

/**
 * Makes the installed @tensorflow/tfjs-node usable. npm ran no install script, so its libraries are missing.
 *
 * If it works already, there is nothing to do. Otherwise the package's own install is run under a time limit. If that
 * fails, libtensorflow is taken from the tensorflow-cpu wheel, and the binding is compiled against it (Linux on x86-64;
 * needs pip and g++).
 *
 * @param {(text: string) => void} say
 * @returns {Promise<{ backend: 'tensorflow' } | { backend: 'wasm', reason: string }>}
 */
export async function installTensorflow(say) {
  const folder = findPackage()
  if (!folder) return { backend: 'wasm', reason: '@tensorflow/tfjs-node is not installed' }
  if (await computes(folder)) return { backend: 'tensorflow' }
  const cache = join(cacheFolder(), 'tfjs-native')
  await mkdir(cache, { recursive: true })
  try {
    if (await installOfficial(folder, cache, say)) return { backend: 'tensorflow' }
    await installFromWheel(folder, cache, say)
  } catch (error) {
    return { backend: 'wasm', reason: error.message }
  }
  return (await computes(folder))
    ? { backend: 'tensorflow' }
    : { backend: 'wasm', reason: 'the compiled binding does not compute' }
}

/** Folder of the installed package, with links followed; undefined when npm has left it out. */
function findPackage() {
  try {
    const require = createRequire(join(PROJECT_ROOT, 'package.json'))
    return realpathSync(dirname(require.resolve('@tensorflow/tfjs-node/package.json')))
  } catch {
    return undefined
  }
}

const computes = (folder) =>
  existsSync(join(folder, 'lib')) ? works(process.execPath, '-e', TRIAL, folder) : Promise.resolve(false)

async function clean(folder) {
  for (const part of ['deps', 'lib', 'build', 'scripts/custom-binary.json'])
    await rm(join(folder, part), { recursive: true, force: true })
}

/** @returns whether it works now */
async function installOfficial(folder, cache, say) {
  const failed = join(cache, 'official-install-failed.txt')
  const failedAt = await readFile(failed, 'utf8').then(
    (text) => Date.parse(text.split('\n', 1)[0]), // the reason is on the lines below
    () => -Infinity,
  )
  if (Date.now() - failedAt < OFFICIAL_RETRY_MS) return false
  say('its own install')
  await clean(folder)
  const manifest = join(folder, 'package.json')
  const saved = join(cache, 'package.json')
  await copyFile(manifest, saved)
  try {
    await runProgram(process.execPath, ['scripts/install.js'], {
      cwd: folder,
      env: { PATH: [join(folder, '../../.bin'), process.env.PATH].join(process.platform === 'win32' ? ';' : ':') },
      seconds: OFFICIAL_SECONDS,
      onLine: say,
    })
    if (await computes(folder)) return true
    throw new ProgramError('It installed, but does not compute.', '')
  } catch (error) {
    await writeFile(failed, `${new Date().toISOString()}\n${error.message}\n`)
    return false
  } finally {
    await copyFile(saved, manifest) // the script changes the manifest and may end before it restores it
  }
}

async function installFromWheel(folder, cache, say) {
  if (`${process.platform} ${process.arch}` !== 'linux x64')
    throw new Error(`its download failed, and there is no other source for ${process.platform} on ${process.arch}`)
  await needTools(say)
  const library = await fetchLibrary(cache, say)
  const { include_dir: headers } = (await import('node-api-headers')).default
  say('compile the binding')
  await layOut(folder, library)
  const output = join(folder, `lib/napi-v${NODE_API}`)
  await mkdir(output, { recursive: true })
  await runProgram(
    'g++',
    [
      ...['-std=c++17', '-O2', '-fPIC', '-shared', '-w', `-DNAPI_VERSION=${NODE_API}`, '-DBUILDING_NODE_EXTENSION'],
      ...[folder, join(folder, 'deps/include'), headers].map((path) => `-I${path}`),
      ...['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(folder, 'binding', name)),
      ...[
        '-o',
        join(output, 'tfjs_binding.node'),
        `-L${join(folder, 'deps/lib')}`,
        '-Wl,-rpath,$ORIGIN/../../deps/lib',
      ],
      ...['-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'],
    ],
    { seconds: 600 },
  )
}

async function needTools(say) {
  const missing = []
  if (!(await works('g++', '--version'))) missing.push('g++')
  if (!(await works('python3', '-m', 'pip', '--version'))) missing.push('python3-pip')
  if (missing.length === 0) return
  if (!canUseApt()) throw new Error(`its download failed, and compiling it needs ${missing.join(' and ')}`)
  say(`install ${missing.join(', ')}`)
  await aptInstall(missing, say)
}

/** @returns folder with the two libraries and the headers, filled once for all clones */
async function fetchLibrary(cache, say) {
  const library = join(cache, WHEEL.requirement.replace('==', '-'))
  if (existsSync(library)) return library
  say(`fetch libtensorflow (${WHEEL.requirement}, 207 MB)`)
  const work = await mkdtemp(join(cache, 'fetch-'))
  try {
    await writeFile(join(work, 'requirements.txt'), `${WHEEL.requirement} --hash=sha256:${WHEEL.sha256}\n`)
    const pip = ['download', '--no-deps', '--only-binary', ':all:', '--require-hashes', ...WHEEL.tags]
    await runProgram('python3', ['-m', 'pip', ...pip, '-d', work, '-r', join(work, 'requirements.txt')], {
      seconds: 1200,
    })
    const wheel = (await readdir(work)).find((name) => name.endsWith('.whl'))
    say('unpack libtensorflow')
    await runProgram('python3', ['-c', UNPACK, join(work, wheel), work, KEPT])
    await rename(join(work, 'tensorflow'), library).catch((error) => {
      if (!existsSync(library)) throw error // another clone was faster
    })
    return library
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** Links the library into the places where the package's loader, its install script and the linker look. */
async function layOut(folder, library) {
  await clean(folder)
  const deps = join(folder, 'deps')
  await mkdir(join(deps, 'lib'), { recursive: true })
  await link(join(library, 'include'), join(deps, 'include'))
  for (const name of ['cc', 'framework']) {
    const file = `libtensorflow_${name}.so.2`
    await link(join(library, file), join(deps, 'lib', file))
    const alias = name === 'cc' ? 'libtensorflow' : 'libtensorflow_framework'
    for (const end of ['.so', '.so.2', '.so.2.9.1'])
      if (`${alias}${end}` !== file) await symlink(file, join(deps, 'lib', `${alias}${end}`))
  }
  // With this file, `npm rebuild` compiles against these libraries and does not download any.
  await writeFile(join(folder, 'scripts/custom-binary.json'), '{"tf-lib":"local"}\n')
}

/** A link is relative inside the project, so that the project can be moved, and absolute to the cache outside. */
function link(target, path) {
  const isInside = !relative(realpathSync(PROJECT_ROOT), realpathSync(target)).startsWith('..')
  return symlink(isInside ? relative(dirname(path), target) : target, path)
}

/** The sentence about the outcome for the user. */
export const tellTensorflow = (result) =>
  result.backend === 'tensorflow'
    ? 'TensorFlow: native backend'
    : `TensorFlow: no native backend (${result.reason}).\nTraining will use the WebAssembly backend: same results within rounding, other speed.`

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  console.error(tellTensorflow(await phase('TensorFlow', installTensorflow)))
