import { spawn } from 'node:child_process'

/** How many of the last lines an error quotes. */
const TAIL_LINES = 12

/** A program ended with something other than 0; `output` holds its last lines. */
export class ProgramError extends Error {
  /** @param {string} message @param {string} output */
  constructor(message, output) {
    super(output ? `${message}\n${output}` : message)
    this.output = output
  }
}

/**
 * Runs a program and waits for its end. It gets a process group of its own, so that all processes that it started end
 * with it, even when this process ends first.
 *
 * @param {string} program name or path
 * @param {string[]} args
 * @param {object} options
 * @param {string} [options.cwd]
 * @param {Readonly<Record<string, string>>} [options.env] added to our own
 * @param {number} [options.seconds] time limit; none by default
 * @param {(line: string) => void} [options.onLine] each line of its output
 * @returns {Promise<string>} its standard output
 * @throws {ProgramError} when it is not found, does not end with 0, or is too slow
 */
export function runProgram(program, args, { cwd, env = {}, seconds, onLine } = {}) {
  return new Promise((resolve, reject) => {
    const ownsGroup = process.platform !== 'win32'
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: ownsGroup,
      shell: process.platform === 'win32' && program === 'npm', // npm is a .cmd file there
    })
    const stop = () => {
      try {
        if (ownsGroup && child.pid) process.kill(-child.pid, 'SIGKILL')
        else child.kill('SIGKILL')
      } catch {
        // It has just ended by itself.
      }
    }
    process.once('exit', stop)
    let isLate = false
    const timer = seconds && setTimeout(() => ((isLate = true), stop()), seconds * 1000)
    /** @type {string[]} */
    const tail = []
    let stdout = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8')
      let rest = ''
      stream.on('data', (text) => {
        if (stream === child.stdout) stdout += text
        const lines = (rest + text).split(/\r?\n|\r/)
        rest = lines.pop() ?? ''
        for (const line of lines.filter((each) => each.trim())) {
          tail.push(line)
          if (tail.length > TAIL_LINES) tail.shift()
          onLine?.(line)
        }
      })
      stream.on('end', () => rest.trim() && tail.push(rest))
    }
    const settle = () => {
      clearTimeout(timer)
      process.removeListener('exit', stop)
    }
    child.once('error', (error) => {
      settle()
      reject(new ProgramError(`${program} can not be started: ${error.message}`, ''))
    })
    child.once('close', (code, signal) => {
      settle()
      if (code === 0) return resolve(stdout)
      const end = isLate ? `was stopped after ${seconds} s` : signal ? `was ended by ${signal}` : `ended with ${code}`
      reject(new ProgramError(`${[program, ...args].join(' ').slice(0, 120)} ${end}.`, tail.join('\n')))
    })
  })
}

/** Whether a program can be started and ends with 0. */
export const works = (program, ...args) =>
  runProgram(program, args, { seconds: 30 }).then(
    () => true,
    () => false,
  )
