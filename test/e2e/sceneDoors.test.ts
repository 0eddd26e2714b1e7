import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { findBlender } from '../../server/blender/findBlender.js'
import type { BlenderInstall } from '../../server/blender/probeBlender.js'
import type { Shapekin } from '../../server/main.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import type { SceneView } from '../../shared/schema/scene.js'
import { saveMixedScene } from '../support/mixedScene.js'
import { runCli } from '../support/runCli.js'
import { callApi, startServer, temporaryFolder } from '../support/startServer.js'

/** What every door must agree on, byte for byte: tables, what the scene holds, the page of families. */
const isCompared = (name: string) => name.endsWith('.tsv') || ['objects.json', 'families.html'].includes(name)
type Results = Readonly<Record<string, string>>
type Asked = Readonly<Record<string, string | number>>

const resultsIn = (folder: string): Results =>
  Object.fromEntries(
    readdirSync(folder)
      .filter(isCompared)
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )
const optionsOf = (asked: Asked) => Object.entries(asked).flatMap(([name, value]) => [`--${name}`, String(value)])
const hashOf = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

async function throughRest(shapekin: Shapekin, file: string, asked: Asked): Promise<Results> {
  const body = { file, ...asked, outputs: ['scene.blend', 'scene.png'] }
  const { id } = (await (await callApi(shapekin, '/api/scenes', { method: 'POST', body })).json()) as { id: string }
  await shapekin.scenes.ended(id)
  const view = (await (await callApi(shapekin, `/api/scenes/${id}`)).json()) as SceneView
  if (view.status !== 'done') throw new Error(JSON.stringify(view))
  expect(view.files).toEqual(expect.arrayContaining(['scene.blend', 'scene.png']))
  const texts = view.files.filter(isCompared).map(async (name) => {
    const response = await callApi(shapekin, `/api/scenes/${id}/files/${name}`)
    return [name, response.ok ? await response.text() : `HTTP ${response.status}`] as const
  })
  return Object.fromEntries(await Promise.all(texts))
}

async function throughBackground(install: BlenderInstall, { address, home }: Shapekin, file: string, asked: Asked) {
  const out = join(temporaryFolder(), 'out')
  const script = join(PROJECT_ROOT, 'blender_addon/headless.py')
  const args = ['group', ...optionsOf(asked), '--out', out, '--server', address]
  const all =
    install.kind === 'wheel'
      ? [script, ...args, '--open', file]
      : ['--background', file, '--factory-startup', '--python', script, '--', ...args]
  await promisify(execFile)(install.path, all, { env: { ...process.env, ...install.env, SHAPEKIN_TOKEN: home.token } })
  return resultsIn(out)
}

async function throughCommandLine(file: string, asked: Asked): Promise<Results> {
  const out = join(temporaryFolder(), 'out')
  const args = ['scene', file, ...optionsOf(asked), '--out', out, '--json']
  const { code, stdout, stderr } = await runCli(args, { SHAPEKIN_HOME: temporaryFolder() })
  expect(code, stderr).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject(asked)
  return resultsIn(out)
}

describe("the three doors to a file's own objects", { timeout: 600_000 }, () => {
  it.each([
    { source: 'all', similar: 60 },
    { source: 'selection', groups: 3, up: 'none', scale: 'counts' },
    { source: 'collection', collection: 'vases', similar: 95, numbers: 'raw' },
  ])('give the same bytes for %o, and do not write the file', async (asked) => {
    const install = await findBlender()
    if (install === undefined) throw new Error('no Blender')
    const folder = temporaryFolder()
    const file = await saveMixedScene(install, folder)
    const before = hashOf(file)
    const shapekin = await startServer()
    const rest = await throughRest(shapekin, file, asked)
    expect(rest['groups.tsv']).toContain('vase.000\t')
    const trees = [asked.numbers === 'raw' ? 'shapes.tree.tsv' : 'embedding.tree.tsv', 'families.html']
    expect(Object.keys(rest)).toEqual(expect.arrayContaining(trees))
    expect(await throughBackground(install, shapekin, file, asked)).toEqual(rest)
    expect(await throughCommandLine(file, asked)).toEqual(rest)
    expect(hashOf(file)).toBe(before)
    expect(readdirSync(folder)).toEqual(['mixed.blend'])
  })

  it('refuse wrong use: exit 2', async () => {
    const out = join(temporaryFolder(), 'out')
    const told = async (...args: string[]) => {
      const { code, stderr } = await runCli(['scene', ...args, '--out', out], { SHAPEKIN_HOME: temporaryFolder() })
      return [code, stderr]
    }
    const file = join(temporaryFolder(), 'none.blend')
    expect(await told(file)).toEqual([2, expect.stringContaining('There is no file')])
    expect(await told('scene.obj')).toEqual([2, expect.stringContaining('.blend')])
    expect(await told(file, '--groups', '3', '--similar', '50')).toEqual([
      2,
      expect.stringContaining('cannot be used with'),
    ])
    expect(await told(file, '--save-as', 'colored.obj')).toEqual([2, expect.stringContaining('.blend')])
  })

  it('cancel by DELETE: nothing but the record is left, the next file is taken', async () => {
    const install = await findBlender()
    if (install === undefined) throw new Error('no Blender')
    const file = await saveMixedScene(install, temporaryFolder())
    const shapekin = await startServer()
    const post = async () => {
      const answer = await callApi(shapekin, '/api/scenes', { method: 'POST', body: { file, source: 'all' } })
      return ((await answer.json()) as { id: string }).id
    }
    const [first, second] = [await post(), await post()]
    expect(shapekin.scenes.get(second).state.status).toBe('queued')
    const isReading = () => {
      const { state } = shapekin.scenes.get(first)
      return state.status === 'running' && state.stage === 'shapes'
    }
    while (!isReading()) await new Promise((resolve) => setTimeout(resolve, 10))
    await callApi(shapekin, `/api/scenes/${first}`, { method: 'DELETE' })
    expect((await shapekin.scenes.ended(first)).state).toEqual({ status: 'cancelled' })
    expect(readdirSync(join(shapekin.home.scenes, first))).toEqual(['scene.json'])
    expect((await shapekin.scenes.ended(second)).state).toMatchObject({ status: 'done', report: { colored: 31 } })
  })
})
