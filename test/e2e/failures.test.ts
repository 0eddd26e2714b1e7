import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RunRecord } from '../../shared/schema/run.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { blendersWith } from '../support/processes.js'
import { runCli, startCli } from '../support/runCli.js'
import { callApi, startServer } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const until = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 50))
}

const leftovers = (home: string): string[] =>
  readdirSync(join(home, 'runs'), { recursive: true, encoding: 'utf8' }).filter((name) => name.includes('files'))

const recordOf = (home: string): RunRecord => {
  const [id] = readdirSync(join(home, 'runs'))
  return JSON.parse(readFileSync(join(home, 'runs', id, 'run.json'), 'utf8')) as RunRecord
}

describe('what goes wrong says so', { timeout: 240_000 }, () => {
  it.each([
    [['--count', '19'], 'from 20 to 20000'],
    [['--count', 'many'], 'from 20 to 20000'],
    [['--seed', '-1'], 'from 0 to 2147483647'],
    [['--seed', '2147483648'], 'from 0 to 2147483647'],
    [['--preset', 'cubes'], 'modifiers, families, seed'],
    [['--colour', 'red'], 'unknown option'],
  ])('run %j is wrong use: exit 2', async (args, words) => {
    const out = join(temporaryFolder(), 'out')
    const { code, stderr } = await runCli(['run', '--out', out, ...args])
    expect([code, stderr]).toEqual([2, expect.stringContaining(words)])
    expect(existsSync(out)).toBe(false)
  })

  it('npm start with an unknown option is wrong use, told before anything is set up: exit 2', () => {
    const { status, stderr } = spawnSync(process.execPath, ['scripts/start.js', '--nosuch'], {
      cwd: PROJECT_ROOT,
      encoding: 'utf8',
    })
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^Unknown option '--nosuch'[^]*--once/)])
  })

  it('no Blender: exit 1, what to do', async () => {
    const home = temporaryFolder()
    const out = join(home, 'out')
    const { code, stderr } = await runCli(['run', '--count', '20', '--out', out], {
      SHAPEKIN_HOME: home,
      SHAPEKIN_BLENDER: join(home, 'no-such-blender'),
    })
    expect(code).toBe(1)
    expect(stderr).toContain('no-such-blender')
    expect(existsSync(out)).toBe(false)
    expect(leftovers(home)).toEqual([])
  })

  it('a folder with other files is not written into', async () => {
    const out = temporaryFolder()
    writeFileSync(join(out, 'thesis.docx'), 'irreplaceable')
    const { code, stderr } = await runCli(['run', '--count', '20', '--out', out], { SHAPEKIN_HOME: temporaryFolder() })
    expect([code, stderr]).toEqual([1, expect.stringContaining('holds other files')])
    expect(readdirSync(out)).toEqual(['thesis.docx'])
  })

  it('an output folder that can not be made is told before anything runs', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, '')
    const { code, stderr } = await runCli(['run', '--count', '20', '--out', join(file, 'out')], {
      SHAPEKIN_HOME: temporaryFolder(),
    })
    expect([code, stderr]).toEqual([1, expect.stringMatching(/can not be written: ENOTDIR/)])
  })

  it('a full disk: exit 1, nothing half-written', async ({ skip }) => {
    const home = join(temporaryFolder(), 'home')
    mkdirSync(home)
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', home], { stdio: 'ignore' })
    } catch {
      skip('mounting a small file system needs root')
    }
    try {
      const out = join(temporaryFolder(), 'out')
      const { code, stderr } = await runCli(['run', '--count', '20', '--out', out], { SHAPEKIN_HOME: home })
      expect([code, stderr]).toEqual([1, expect.stringContaining('disk is full')])
      expect(existsSync(out)).toBe(false)
      expect(leftovers(home)).toEqual([])
    } finally {
      execFileSync('umount', ['-l', home])
    }
  })

  it('Ctrl-C cancels: exit 1, no Blender left, nothing half-written', async () => {
    const home = temporaryFolder()
    const out = join(home, 'out')
    const cli = startCli(['run', '--count', '200', '--out', out], { SHAPEKIN_HOME: home })
    await cli.waitFor(/shapes [1-9]/)
    cli.child.kill('SIGINT')
    const { code, stderr } = await cli.ended
    expect([code, stderr]).toEqual([1, expect.stringContaining('Cancelled.')])
    await until(() => blendersWith(home).length === 0)
    expect(existsSync(out)).toBe(false)
    expect(leftovers(home)).toEqual([])
    expect(recordOf(home).state).toEqual({ status: 'cancelled' })
  })

  it('Blender killed in the middle, again and again: the run fails with its reason, the server lives', async () => {
    const shapekin = await startServer()
    const { id } = (await (await callApi(shapekin, '/api/runs', { method: 'POST', body: { count: 200 } })).json()) as {
      id: string
    }
    const killed = new Set<number>()
    await until(() => {
      const { state } = shapekin.runs.get(id)
      const isBuilding = state.status === 'running' && state.stage === 'shapes' && state.done > 0
      for (const pid of isBuilding ? blendersWith(shapekin.address).filter((pid) => !killed.has(pid)) : []) {
        process.kill(pid, 'SIGKILL')
        killed.add(pid)
      }
      return killed.size === 3
    })
    expect((await shapekin.runs.ended(id)).state).toMatchObject({ status: 'failed', error: { code: 'blender.died' } })
    expect(leftovers(shapekin.home.folder)).toEqual([])
    expect((await fetch(`${shapekin.address}/api/health`)).status).toBe(200)
  })

  it('the server killed in the middle: Blender ends too, the next start goes on with the run', async () => {
    const home = temporaryFolder()
    const cli = startCli(['serve', '--port', '0', '--json'], { SHAPEKIN_HOME: home })
    const [, address] = await cli.waitFor(/"address":"([^"]+)"/)
    const token = readFileSync(join(home, 'token'), 'utf8')
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
    await fetch(`${address}/api/runs`, { method: 'POST', headers, body: '{"count":200}' })
    await until(() => recordOf(home).state.status === 'running' && blendersWith(home).length > 0)
    await new Promise((resolve) => setTimeout(resolve, 3000))
    cli.child.kill('SIGKILL')
    await until(() => blendersWith(home).length === 0)
    const again = await startServer({ home })
    const [{ id, state }] = again.runs.list()
    expect(state.status).toMatch(/queued|running/)
    again.runs.cancel(id)
    await again.runs.ended(id)
    expect(leftovers(home)).toEqual([])
  })
})
