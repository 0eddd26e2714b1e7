import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { DEFAULT_PORT, RUN_OPTIONS } from './generated/startOptions.js'
import { PROJECT_ROOT } from './lib/projectRoot.js'
import { orFail, setUp } from './setup.js'

const HELP = `npm start [-- options]   sets up what is missing, serves, and makes the experiment, which the page shows
${[
  ['once', 'only the experiment, without a page'],
  ['again', 'make it anew, even where it is kept from before'],
  ['out DIR', 'its output folder (out)'],
  ...RUN_OPTIONS.map(({ name, help }) => [name, help]),
  ['port N', `of the server (${DEFAULT_PORT})`],
]
  .map(([flag, help]) => `  --${flag.padEnd(10)}${help}`)
  .join('\n')}`

const options = readOptions()
if (options?.help) console.log(HELP)
else if (options) await orFail(() => start(options))

/** Reads the options; undefined for wrong use, after saying why. */
function readOptions() {
  try {
    return parseArgs({
      options: {
        once: { type: 'boolean', default: false },
        again: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
        out: { type: 'string', default: 'out' },
        port: { type: 'string', default: String(DEFAULT_PORT) },
        ...Object.fromEntries(RUN_OPTIONS.map(({ name }) => [name, { type: 'string' }])),
      },
    }).values
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`)
    process.exitCode = 2
  }
}

async function start(options) {
  console.error((await setUp()).join('\n'))
  const given = ['out', ...RUN_OPTIONS.map(({ name }) => name)].filter((name) => options[name] !== undefined)
  const experiment = given.flatMap((name) => [`--${name}`, options[name]])
  process.exitCode = options.once
    ? await shapekin('run', ...experiment)
    : await shapekin('start', ...experiment, '--port', options.port, ...(options.again ? ['--again'] : []))
}

/** Runs a command of ours in this terminal. Ctrl-C reaches it directly, and we wait until it ends. */
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
