import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'vitest'
import type { BlenderInstall } from '../../server/blender/blenderInstall.js'
import type { Shapekin } from '../../server/main.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import type { SceneTask } from '../../shared/schema/sceneRequest.js'
import type { SceneView } from '../../shared/schema/scene.js'
import { runCli } from './runCli.js'
import { callApi } from './startServer.js'
import { temporaryFolder } from './temporaryFolder.js'

/** What every door must agree on, byte for byte: tables, what the scene holds, the page of families. */
const isCompared = (name: string) => name.endsWith('.tsv') || ['objects.json', 'families.html'].includes(name)

/** Content of the compared files by name. */
export type SceneResults = Readonly<Record<string, string>>
export type SceneAsked = Readonly<Record<string, string | number>>

const resultsIn = (folder: string): SceneResults =>
  Object.fromEntries(
    readdirSync(folder)
      .filter(isCompared)
      .map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
  )
const optionsOf = (asked: SceneAsked) => Object.entries(asked).flatMap(([name, value]) => [`--${name}`, String(value)])

/** @param outputs further files, which are then expected */
export async function sceneThroughRest(
  shapekin: Shapekin,
  file: string,
  task: SceneTask['task'],
  asked: SceneAsked,
  outputs: readonly string[],
): Promise<SceneResults> {
  const body = { ...(task === 'group' ? {} : { task }), file, ...asked, outputs }
  const { id } = (await (await callApi(shapekin, '/api/scenes', { method: 'POST', body })).json()) as { id: string }
  await shapekin.scenes.ended(id)
  const view = (await (await callApi(shapekin, `/api/scenes/${id}`)).json()) as SceneView
  if (view.status !== 'done') throw new Error(JSON.stringify(view))
  expect(view.files).toEqual(expect.arrayContaining([...outputs]))
  const texts = view.files.filter(isCompared).map(async (name) => {
    const response = await callApi(shapekin, `/api/scenes/${id}/files/${name}`)
    return [name, response.ok ? await response.text() : `HTTP ${response.status}`] as const
  })
  return Object.fromEntries(await Promise.all(texts))
}

export async function sceneThroughBackground(
  install: BlenderInstall,
  { address, home }: Shapekin,
  file: string,
  task: SceneTask['task'],
  asked: SceneAsked,
  more: readonly string[] = [],
): Promise<SceneResults> {
  const out = join(temporaryFolder(), 'out')
  const script = join(PROJECT_ROOT, 'blender_addon/headless.py')
  const args = [task, ...optionsOf(asked), '--out', out, '--server', address, ...more]
  const all =
    install.kind === 'wheel'
      ? [script, ...args, '--open', file]
      : ['--background', file, '--factory-startup', '--python', script, '--', ...args]
  await promisify(execFile)(install.path, all, { env: { ...process.env, ...install.env, SHAPEKIN_TOKEN: home.token } })
  return resultsIn(out)
}

/** @param home default one of its own; that of a running server is shared with it */
export async function sceneThroughCommandLine(
  file: string,
  task: SceneTask['task'],
  asked: SceneAsked,
  home = temporaryFolder(),
): Promise<SceneResults> {
  const out = join(temporaryFolder(), 'out')
  const args = ['scene', file, ...(task === 'group' ? [] : [task]), ...optionsOf(asked), '--out', out, '--json']
  const { code, stdout, stderr } = await runCli(args, { SHAPEKIN_HOME: home })
  expect(code, stderr).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ task, ...asked })
  return resultsIn(out)
}
