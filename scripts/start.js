import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { PROJECT_ROOT } from './lib/projectRoot.js'
import { orFail, setUp } from './setup.js'

const HELP = `npm start [-- options]   sets up what is missing, runs the experiment, then serves
  --once        end after the experiment
  --out DIR     its output folder (out)
  --count N     shapes (401)
  --seed N      (0)
  --groups N    (5)
  --preset P    modifiers or seed (modifiers)
  --port N      of the server (8642)`

const options = readOptions()
if (options?.help) console.log(HELP)
else if (options) await orFail(() => start(options))

/** Undefined, after saying why, for wrong use. */
function readOptions() {
  try {
    return parseArgs({
      options: {
        once: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        out: { type: 'string', default: 'out' },
        count: { type: 'string', default: '401' },
        seed: { type: 'string', default: '0' },
        groups: { type: 'string', default: '5' },
        preset: { type: 'string', default: 'modifiers' },
        port: { type: 'string', default: '8642' },
      },
    }).values
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`)
    process.exitCode = 2
  }
}

async function start(options) {
  console.error((await setUp()).join('\n'))
  const run = ['preset', 'count', 'seed', 'groups', 'out'].flatMap((name) => [`--${name}`, options[name]])
  const code = await shapekin('run', ...run)
  process.exitCode = code || options.once ? code : await shapekin('serve', '--port', options.port)
}

/** Hands the terminal over to a command of ours; Ctrl-C reaches it directly, and we wait for what it does then. */
function shapekin(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(PROJECT_ROOT, 'dist/server/cli/main.js'), ...args], {
      stdio: 'inherit',
    })
    const wait = () => {}
    const forward = () => child.kill('SIGTERM')
    process.on('SIGINT', wait).on('SIGTERM', forward)
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      process.removeListener('SIGINT', wait).removeListener('SIGTERM', forward)
      resolve(signal ? 1 : code)
    })
  })
}
