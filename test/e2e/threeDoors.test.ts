import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findBlender } from '../support/findBlender.js'
import { blenderArguments } from '../../server/blender/startHeadlessBlender.js'
import type { Shapekin } from '../../server/main.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { startBlenderWindow, whyNoWindow } from '../support/blenderWindow.js'
import { hasRedis, RedisServer } from '../support/redisServer.js'
import { SHOTS } from '../support/screenshots.js'
import { runCli, startCli } from '../support/runCli.js'
import { callApi, startServer } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const JOB = { preset: 'modifiers', count: 40, seed: 7, groups: 5 } as const
const OPTIONS = Object.entries(JOB).flatMap(([name, value]) => [`--${name}`, String(value)])

/** What every door must agree on, byte for byte. */
const COMPARED = ['labels.tsv', 'embedding.tsv', 'train.tsv', 'recipes.jsonl'] as const
type Results = Readonly<Record<(typeof COMPARED)[number], string>>

const resultsIn = (folder: string): Results =>
  Object.fromEntries(COMPARED.map((name) => [name, readFileSync(join(folder, name), 'utf8')])) as Results

async function throughRest(shapekin: Shapekin): Promise<Results> {
  const { id } = (await (await callApi(shapekin, '/api/runs', { method: 'POST', body: JOB })).json()) as { id: string }
  await shapekin.runs.ended(id)
  const files = COMPARED.map(async (name) => {
    const response = await callApi(shapekin, `/api/runs/${id}/files/${name}`)
    return [name, response.ok ? await response.text() : `HTTP ${response.status}`] as const
  })
  return Object.fromEntries(await Promise.all(files)) as Results
}

async function throughBackground({ address, home }: Shapekin): Promise<Results> {
  const install = await findBlender()
  if (install === undefined) throw new Error('no Blender')
  const out = join(temporaryFolder(), 'out')
  const script = join(PROJECT_ROOT, 'blender_addon/headless.py')
  const args = [...blenderArguments(install, script), ...OPTIONS, '--out', out, '--server', address]
  await promisify(execFile)(install.path, args, { env: { ...process.env, ...install.env, SHAPEKIN_TOKEN: home.token } })
  return resultsIn(out)
}

/** Python: the run's shapes that are there. */
const SHAPES = '[each for each in bpy.data.objects if "shapekin_id" in each]'
/** Python: from then on `built` has how many there are at each turn of Blender's timers. */
const LOOK = `
import builtins
builtins.built = []
def look():
    built.append(len(${SHAPES}))
    return 0.0
bpy.app.timers.register(look)`

async function throughWindow(shapekin: Shapekin): Promise<Results> {
  const { address, home, runs } = shapekin
  const window = await startBlenderWindow({ serverAddress: address, token: home.token, request: JOB })
  await window.waitFor('link() == "Connected"', 30_000)
  await window.evaluate(LOOK)
  await window.click('shapekin.run')
  await window.waitFor('type(session().own).__name__ == "Accepted"', 30_000)
  await window.waitFor('not session().is_busy', 120_000)
  // Usable meanwhile: Blender takes other work between shapes.
  const built = await window.evaluate<number[]>('built')
  expect(built.filter((count) => count > 0 && count < JOB.count)).not.toEqual([])
  const [run] = runs.list()
  expect(run).toMatchObject({ door: 'blender', state: { status: 'done', report: { colored: JOB.count } } })
  const colors = await window.evaluate<number>(`len({tuple(shape.color) for shape in ${SHAPES}})`)
  expect(colors).toBe(JOB.groups)
  mkdirSync(SHOTS, { recursive: true })
  await window.screenshot(join(SHOTS, 'window.png'))
  await window.close()
  return resultsIn(runs.filesOf(run.id).folder)
}

async function throughCommandLine(): Promise<Results> {
  const home = temporaryFolder()
  const out = join(home, 'out')
  const { code, stderr } = await runCli(['run', ...OPTIONS, '--out', out, ...(await workers(home))], {
    SHAPEKIN_HOME: home,
  })
  expect(stderr + code).toMatch(/0$/)
  await expectSameGroups(out)
  return resultsIn(out)
}

/** Where there is a Redis, this door leaves its meshes to a worker. */
async function workers(home: string): Promise<readonly string[]> {
  if (!hasRedis) return []
  const redis = await RedisServer.start()
  onTestFinished(() => redis.close())
  await startCli(['worker', '--redis', redis.url], { SHAPEKIN_HOME: home }).waitFor(/^worker /m)
  return ['--redis', redis.url]
}

/** `shapekin cluster` on a run's embedding gives the run's groups, and its tree is cut again, not grown again. */
async function expectSameGroups(run: string): Promise<void> {
  const groups = join(temporaryFolder(), 'groups.tsv')
  const asked = ['--groups', String(JOB.groups), '--out', groups, '--json']
  const { stdout } = await runCli(['cluster', join(run, 'embedding.tsv'), ...asked])
  expect(JSON.parse(stdout)).toMatchObject({ keptTree: join(run, 'embedding.tree.tsv') })
  const columns = (file: string) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .map((line) => line.split('\t').slice(0, 3))
  expect(columns(groups)).toEqual(columns(join(run, 'labels.tsv')))
}

describe('three doors', { timeout: 1_200_000 }, () => {
  it('give the same bytes for the same job', async ({ skip }) => {
    const shapekin = await startServer()
    const rest = await throughRest(shapekin)
    expect(rest['labels.tsv'].trim().split('\n')).toHaveLength(1 + JOB.count)
    expect(await throughBackground(shapekin)).toEqual(rest)
    expect(await throughCommandLine()).toEqual(rest)
    const reason = await whyNoWindow()
    if (reason !== undefined) skip(`the window's door was not tried: ${reason}`)
    expect(await throughWindow(shapekin)).toEqual(rest)
  })
})
