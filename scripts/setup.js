import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { installNativeKernel, tellNativeKernel } from './installNativeKernel.js'
import { installTensorflow, tellTensorflow } from './installTensorflow.js'
import { installViewNetwork, tellViewNetwork } from './installViewNetwork.js'
import { hasLockedPackages } from './lib/lockedPackages.js'
import { phase } from './lib/phase.js'
import { PROJECT_ROOT } from './lib/projectRoot.js'
import { runProgram } from './lib/runProgram.js'

/**
 * What a fresh clone needs before it runs, in this order. Each step first checks whether it is done already.
 * @type {Record<string, { name: string, work: (say: (text: string) => void) => Promise<string | void> }>}
 */
const STEPS = {
  packages: { name: 'Packages', work: installPackages },
  build: { name: 'Build', work: build },
  tensorflow: { name: 'TensorFlow', work: async (say) => tellTensorflow(await installTensorflow(say)) },
  kernel: { name: 'Chords', work: async (say) => tellNativeKernel(await installNativeKernel(say)) },
  views: { name: 'Views', work: async (say) => tellViewNetwork(await installViewNetwork(say)) },
  blender: { name: 'Blender', work: installBlender },
}
/** Steps that run only when they are named; they need what `npm run build` makes. @type {typeof STEPS} */
const EXTRA_STEPS = { wheels: { name: 'bpy wheels', work: installWheels } }

/**
 * Makes a fresh clone ready to run.
 * @param {string[]} steps some of STEPS and EXTRA_STEPS; all STEPS by default
 * @returns {Promise<string[]>} what was found or installed, in words
 */
export async function setUp(steps = Object.keys(STEPS)) {
  const known = { ...STEPS, ...EXTRA_STEPS }
  const unknown = steps.find((step) => !(step in known))
  if (unknown) throw new Error(`There is no step ${unknown}; there are ${Object.keys(known).join(', ')}.`)
  const before = steps.some((step) => step in EXTRA_STEPS) ? ['packages', 'build'] : []
  const words = []
  for (const step of new Set([...before, ...steps])) words.push(await phase(known[step].name, known[step].work))
  return words.filter(Boolean)
}

async function installPackages(say) {
  if (hasLockedPackages()) return
  const folder = lstatSync(join(PROJECT_ROOT, 'node_modules'), { throwIfNoEntry: false })
  if (folder?.isSymbolicLink())
    throw new Error(
      'node_modules is a link and differs from package-lock.json. Run `npm ci` in the folder it leads to.',
    )
  say('npm ci (250 MB, 700 on disk)')
  await runProgram('npm', ['ci', '--no-audit', '--no-fund'], { cwd: PROJECT_ROOT, seconds: 1200, onLine: say })
}

/** Compiles what has changed since the last build. */
async function build(say) {
  const stamp = join(PROJECT_ROOT, 'dist/built-from.json')
  const sources = JSON.stringify(sourceStates())
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  say('npm run build')
  await runProgram('npm', ['run', '--silent', 'build'], { cwd: PROJECT_ROOT, seconds: 600 })
  mkdirSync(join(PROJECT_ROOT, 'dist'), { recursive: true })
  writeFileSync(stamp, sources)
}

/** Name, time and size of each file that the build reads. */
function sourceStates() {
  const inside = ['dashboard', 'server', 'shared'].flatMap((folder) =>
    readdirSync(join(PROJECT_ROOT, folder), { recursive: true }).map((name) => join(folder, name)),
  )
  return [
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.build.json',
    'scripts/buildWasm.js',
    'scripts/buildNative.js',
    'scripts/translateKernel.js',
    ...inside.sort(),
  ]
    .map((name) => ({ name, state: statSync(join(PROJECT_ROOT, name)) }))
    .filter(({ state }) => state.isFile())
    .map(({ name, state }) => [name, state.mtimeMs, state.size])
}

async function installBlender(say) {
  const blender = await (await import('../dist/server/blender/installBlender.js')).installBlender(say)
  return `Blender: ${blender.version} (${blender.path})`
}

/**
 * Installs every bpy wheel that the add-on is tested with and that a Python here can load, 1 GB each; says why the
 * others can not be installed.
 */
async function installWheels(say) {
  const { BLENDER_WHEELS } = await import('../dist/server/blender/blenderWheels.js')
  const { installWheel } = await import('../dist/server/blender/installWheel.js')
  const words = []
  for (const wheel of BLENDER_WHEELS)
    words.push(
      await installWheel(wheel, say).then(
        ({ version, path }) => `Blender: ${version} (${path})`,
        (error) => error.message,
      ),
    )
  return words.join('\n')
}

/** Runs `work`. A failure prints its message without a stack, and ends the process with 1. */
export async function orFail(work) {
  try {
    await work()
  } catch (error) {
    console.error(`\n${error.message}`)
    process.exit(1)
  }
}

// `npm run setup`, or with the names of some steps only: `npm run setup packages build`
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  await orFail(async () => {
    const steps = process.argv.slice(2)
    const words = await setUp(steps.length > 0 ? steps : undefined)
    console.error([...words, 'Ready. `npm start` runs the experiment.'].join('\n'))
  })
