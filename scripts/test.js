import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { aptInstall, canUseApt } from './lib/aptInstall.js'
import { phase } from './lib/phase.js'
import { PROJECT_ROOT } from './lib/projectRoot.js'
import { runProgram } from './lib/runProgram.js'
import { orFail, setUp } from './setup.js'

/**
 * A virtual screen with tools for its mouse and pixels, a browser, SciPy to read what we write, the README's HTTP
 * client, and a Redis for workers.
 */
const DEBIAN_PACKAGES = [
  'xvfb',
  'xdotool',
  'imagemagick',
  'chromium',
  'python3-scipy',
  'python3-pandas',
  'python3-requests',
  'redis-server',
]
const REPORT = join(PROJECT_ROOT, '.cache/test-report.json')

await orFail(async () => {
  console.error((await setUp()).join('\n'))
  await phase('Test tools', installTools)
  await phase('Newest bpy wheel', installNewestWheel)
  const isClean = run('npm', ['run', '--silent', 'check'])
  if (!isClean) console.error('\n`npm run check` found something, see above. The tests go on.\n')
  const didPass = runVitest(process.argv.slice(2))
  console.log(countTests())
  process.exitCode = isClean && didPass ? 0 : 1
})

async function installTools(say) {
  const missing = []
  for (const name of DEBIAN_PACKAGES) if (!(await isInstalled(name))) missing.push(name)
  if (missing.length === 0) return
  if (!canUseApt()) return say(`not installed: ${missing.join(', ')}. Tests that need them are skipped.`)
  say(`install ${missing.join(', ')}`)
  await aptInstall(missing, say)
}

function isInstalled(name) {
  return runProgram('dpkg-query', ['-W', '-f', '${db:Status-Status}', name]).then(
    (status) => status === 'installed',
    () => false,
  )
}

/** Installs the newest Blender that a Python of this machine can load, beside the one found. */
async function installNewestWheel(say) {
  const { BLENDER_WHEELS } = await import('../dist/server/blender/blenderWheels.js')
  const { installWheel } = await import('../dist/server/blender/installWheel.js')
  for (const wheel of BLENDER_WHEELS) {
    try {
      return await installWheel(wheel, say)
    } catch (error) {
      say(`not ${wheel.version}: ${error.values?.reason ?? error.message}`)
    }
  }
}

function runVitest(args) {
  mkdirSync(dirname(REPORT), { recursive: true })
  rmSync(REPORT, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${REPORT}`]
  return run(process.execPath, ['node_modules/vitest/vitest.mjs', 'run', ...reporters, ...args])
}

/** `N passed, N failed, N skipped`; a test file that could not be loaded counts as one failure. */
function countTests() {
  if (!existsSync(REPORT)) return '0 passed, 1 failed'
  const report = JSON.parse(readFileSync(REPORT, 'utf8'))
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.length,
  )
  const skipped = report.numPendingTests + report.numTodoTests
  return `${report.numPassedTests} passed, ${report.numFailedTests + broken.length} failed, ${skipped} skipped`
}

function run(program, args) {
  const options = { cwd: PROJECT_ROOT, stdio: 'inherit', shell: process.platform === 'win32' }
  return spawnSync(program, args, options).status === 0
}
