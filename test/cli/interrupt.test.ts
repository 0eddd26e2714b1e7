import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'

/** A command whose work says when it is asked to end, and does not. */
const STUBBORN = `
  const { runAtEdge } = await import(${JSON.stringify(join(PROJECT_ROOT, 'dist/server/cli/command.js'))})
  await runAtEdge({}, ({ signal }) => new Promise(() => {
    signal.addEventListener('abort', () => console.log('asked'))
    setInterval(() => {}, 1000)
    console.log('at work')
  }))`

/** A command that ends when it is asked to, and leaves something under way. */
const FORGETFUL = `
  const { runAtEdge } = await import(${JSON.stringify(join(PROJECT_ROOT, 'dist/server/cli/command.js'))})
  await runAtEdge({}, ({ signal }) => new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('asked')))
    setInterval(() => {}, 1000)
    console.log('at work')
  }))`

it('a command that was cancelled leaves nothing under way that would keep its process', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', FORGETFUL], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = once(child, 'exit')
  await child.stdout.setEncoding('utf8')[Symbol.asyncIterator]().next()
  child.kill('SIGINT')
  expect(await ended).toEqual([1, null])
})

it('Ctrl-C asks for the end, once however often one press comes; a second press ends at once', async () => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', STUBBORN], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = once(child, 'exit')
  const words = child.stdout.setEncoding('utf8')[Symbol.asyncIterator]()
  expect((await words.next()).value).toBe('at work\n')
  child.kill('SIGINT')
  expect((await words.next()).value).toBe('asked\n')
  for (let i = 0; i < 3; i++) child.kill('SIGINT')
  await sleep(1000)
  expect(child.exitCode).toBeNull()
  child.kill('SIGINT')
  expect(await ended).toEqual([130, null])
})
