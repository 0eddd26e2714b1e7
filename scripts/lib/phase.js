/** Milliseconds between lines where stderr is no terminal. */
const PLAIN_INTERVAL_MS = 15_000
const TERMINAL_INTERVAL_MS = 200
/** Seconds. A phase that took less and printed nothing leaves no line. */
const SILENT_SECONDS = 3

/**
 * Runs one phase of the set-up, and shows on stderr that it is alive: its name, the seconds so far, and its last line.
 * A phase that did something leaves one line at its end.
 *
 * @template T
 * @param {string} name
 * @param {(say: (text: string) => void) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function phase(name, work) {
  const stream = process.stderr
  const started = Date.now()
  const seconds = () => Math.round((Date.now() - started) / 1000)
  let word = ''
  let printed = ''
  const line = () => `${name}  ${seconds()} s  ${word}`.trimEnd()
  const show = () => stream.write(`\r\x1b[K${line().slice(0, (stream.columns || 80) - 1)}`)
  const print = () => stream.write(`${(printed = line())}\n`)
  const interrupt = () => process.exit(130)
  process.once('SIGINT', interrupt).once('SIGTERM', interrupt)
  const timer = setInterval(stream.isTTY ? show : print, stream.isTTY ? TERMINAL_INTERVAL_MS : PLAIN_INTERVAL_MS)
  const say = (text) => {
    const isFirst = word === ''
    word = text.trim()
    if (!stream.isTTY && isFirst) print()
  }
  const end = (result) => {
    clearInterval(timer)
    process.removeListener('SIGINT', interrupt).removeListener('SIGTERM', interrupt)
    if (stream.isTTY) stream.write('\r\x1b[K')
    if (printed || seconds() >= SILENT_SECONDS || result)
      stream.write(`${name}: ${result || `done in ${seconds()} s`}\n`)
  }
  try {
    const value = await work(say)
    end('')
    return value
  } catch (error) {
    end(`failed after ${seconds()} s`)
    throw error
  }
}
