import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findServer, HomeLock } from '../../server/system/homeLock.js'
import { identityOf, OWN_IDENTITY } from '../../server/system/processIdentity.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { startCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const taken = (address: string, pid = process.pid): unknown =>
  expect.objectContaining({ code: 'server.homeTaken', values: expect.objectContaining({ address, pid }) as object })

const startProcess = (code: string) => {
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: ['pipe', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

/** A process that takes the lock and says so, or why not. */
const taker = (folder: string) =>
  startProcess(`
    const { HomeLock } = await import(${JSON.stringify(join(PROJECT_ROOT, 'dist/server/system/homeLock.js'))})
    try {
      const lock = await HomeLock.take(${JSON.stringify(folder)})
      lock.tell('http://' + process.pid)
      console.log('taken')
    } catch (error) {
      console.log(error.code)
    }
    setInterval(() => {}, 1000)`)

const wordOf = async (child: ReturnType<typeof taker>) => {
  const [data] = (await once(child.stdout, 'data')) as [Buffer]
  return data.toString().trim()
}

describe('HomeLock', () => {
  it('RUN-15: is one process’s, who can be found, until it is released', async () => {
    const folder = temporaryFolder()
    expect(findServer(folder)).toBeUndefined()
    const lock = await HomeLock.take(folder)
    expect(findServer(folder)).toBeUndefined()
    lock.tell('http://127.0.0.1:1')
    expect(findServer(folder)).toBe('http://127.0.0.1:1')
    await expect(HomeLock.take(folder)).rejects.toEqual(taken('http://127.0.0.1:1'))
    expect(statSync(join(folder, 'server.json')).mode & 0o777).toBe(0o600)
    lock.release()
    expect(findServer(folder)).toBeUndefined()
    await HomeLock.take(folder)
  })

  it.each([
    ['a process that was killed', identityOf(2 ** 22 + 1)],
    ['a process whose id another has by now', { pid: process.ppid, started: 'long ago' }],
    ['an earlier process with our own id', { ...OWN_IDENTITY, started: 'long ago' }],
  ])('RUN-15: of %s holds nobody up', async (_who, owner) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'server.json'), JSON.stringify({ owner, address: 'http://127.0.0.1:1' }))
    expect(findServer(folder)).toBeUndefined()
    await HomeLock.take(folder)
    expect(readdirSync(folder)).toEqual(['server.json'])
  })

  it.each(['', '{"owner":', '[]'])('RUN-15: cut by a kill holds nobody up: %j', async (text) => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'server.json'), text)
    mkdirSync(join(folder, 'server.json.removing'))
    utimesSync(join(folder, 'server.json.removing'), 0, 0)
    await HomeLock.take(folder)
    expect(readdirSync(folder)).toEqual(['server.json'])
  })

  it('RUN-15: of a killed server goes to one of eight that start at once', { timeout: 120_000 }, async () => {
    const folder = temporaryFolder()
    const first = taker(folder)
    expect(await wordOf(first)).toBe('taken')
    first.kill('SIGKILL')
    await once(first, 'exit')
    expect(existsSync(join(folder, 'server.json'))).toBe(true)
    const words = await Promise.all(Array.from({ length: 8 }, () => wordOf(taker(folder))))
    expect(words.sort()).toEqual([...Array<string>(7).fill('server.homeTaken'), 'taken'])
  })

  it('RUN-15: `serve` in a home where one serves names that one and ends', async () => {
    const home = temporaryFolder()
    const serve = (...more: string[]) => startCli(['serve', '--port', '0', ...more], { SHAPEKIN_HOME: home })
    const first = serve('--json')
    const [, address] = await first.waitFor(/"address":"([^"]+)"/)
    const { code, stdout } = await serve('--json').ended
    expect([code, JSON.parse(stdout)]).toEqual([0, expect.objectContaining({ address })])
    expect((await serve().ended).stdout).toContain(`A server works in ${home} already: ${address}/#`)
    expect((await fetch(`${address}/api/health`)).status).toBe(200)
    first.child.kill('SIGTERM')
    await first.ended
    expect(existsSync(join(home, 'server.json'))).toBe(false)
  })
})
