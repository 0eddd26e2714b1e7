import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBlender } from '../support/findBlender.js'
import { listFiles } from '../../server/run/listFiles.js'
import { resultOf } from '../support/runResult.js'
import { startCli } from '../support/runCli.js'
import { startServer } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const REQUEST = ['--count', '30', '--seed', '5']

const recordOf = (home: string) => {
  const [id] = readdirSync(join(home, 'runs'))
  return { id, folder: join(home, 'runs', id) }
}

describe('a run whose process was ended or killed', { timeout: 400_000 }, () => {
  it('RUN-11: goes on where it stopped, in a server and in a command, and gives the same bytes', async ({ skip }) => {
    if ((await findBlender()) === undefined) skip('no Blender here')
    const home = temporaryFolder()
    const env = { SHAPEKIN_HOME: home }
    const undisturbed = join(home, 'undisturbed')
    expect(
      (await startCli(['run', ...REQUEST, '--out', undisturbed], { SHAPEKIN_HOME: join(home, 'other') }).ended).code,
    ).toBe(0)
    const expected = await resultOf(undisturbed)

    // In the middle of the shapes.
    const out = join(home, 'out')
    const first = startCli(['run', ...REQUEST, '--out', out], env)
    await first.waitFor(/shapes [1-9]/)
    const log = () => join(recordOf(home).folder, 'files.partial', 'descriptions.jsonl')
    while (!existsSync(log()) || readFileSync(log(), 'utf8').split('\n').length < 8) await pause()
    first.child.kill('SIGTERM')
    expect(await first.ended).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('it goes on where it stopped') as string,
    })
    const described = readFileSync(log(), 'utf8')

    // In the middle of the training, by the same command: the shapes that were described are not described again.
    const second = startCli(['run', ...REQUEST, '--out', out], env)
    await second.waitFor(/train/)
    const shapes = JSON.parse(
      readFileSync(join(recordOf(home).folder, 'files.partial', 'shapes.report.json'), 'utf8'),
    ) as { fromCache: number }
    expect(shapes.fromCache).toBeGreaterThanOrEqual(described.split('\n').length - 1)
    second.child.kill('SIGKILL')
    await second.ended

    // In the middle of the check, by a server; the next server finishes it.
    const serving = startCli(['serve', '--port', '0', '--json'], env)
    const [, address] = await serving.waitFor(/"address":"([^"]+)"/)
    const headers = { authorization: `Bearer ${readFileSync(join(home, 'token'), 'utf8')}` }
    const { id } = recordOf(home)
    const stageOf = async () =>
      ((await (await fetch(`${address}/api/runs/${id}`, { headers })).json()) as { stage: string }).stage
    const seen = new Set<string>()
    while (!seen.has('check')) {
      seen.add(await stageOf())
      await pause()
    }
    expect([...seen]).not.toContain('shapes')
    serving.child.kill('SIGKILL')
    await serving.ended

    const ownFolders = () => readdirSync(tmpdir()).filter((name) => isOf(name, serving.child.pid ?? -1))
    expect(ownFolders()).toHaveLength(1)
    const shapekin = await startServer({ home })
    expect(ownFolders()).toEqual([])
    expect((await shapekin.runs.ended(id)).state).toMatchObject({ status: 'done' })
    const { folder, names } = shapekin.runs.filesOf(id)
    expect(names).toEqual(await listFiles(folder))
    expect(await resultOf(folder)).toEqual(expected)
  })
})

const pause = () => new Promise((resolve) => setTimeout(resolve, 20))

const isOf = (name: string, pid: number): boolean => {
  try {
    const owner = JSON.parse(readFileSync(join(tmpdir(), name, 'owner.json'), 'utf8')) as { pid: number }
    return owner.pid === pid
  } catch {
    return false
  }
}
