import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { findBlender } from '../../server/blender/findBlender.js'
import { blenderArguments } from '../../server/blender/startHeadlessBlender.js'
import type { Shapekin } from '../../server/main.js'
import { PROJECT_ROOT } from '../../server/projectRoot.js'
import { runCli } from '../support/runCli.js'
import { callApi, startServer, temporaryFolder } from '../support/startServer.js'

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

async function throughCommandLine(): Promise<Results> {
  const home = temporaryFolder()
  const out = join(home, 'out')
  const { code, stderr } = await runCli(['run', ...OPTIONS, '--out', out], { SHAPEKIN_HOME: home })
  expect(stderr + code).toMatch(/0$/)
  return resultsIn(out)
}

describe('three doors', { timeout: 600_000 }, () => {
  it('give the same bytes for the same job', async () => {
    const shapekin = await startServer()
    const rest = await throughRest(shapekin)
    expect(rest['labels.tsv'].trim().split('\n')).toHaveLength(1 + JOB.count)
    expect(await throughBackground(shapekin)).toEqual(rest)
    expect(await throughCommandLine()).toEqual(rest)
  })
})
