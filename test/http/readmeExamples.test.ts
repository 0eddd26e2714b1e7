import type { Command } from 'commander'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBlender } from '../support/findBlender.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { putBallsAndBoards } from '../support/keptLibrary.js'
import { startServer } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const README = readFileSync(join(PROJECT_ROOT, 'README.md'), 'utf8')
const blocks = [...README.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language, text]) => ({ language, text }))

/** A Python with what the README's client imports. */
const PYTHON = ['python3'].find((python) => {
  try {
    execFileSync(python, ['-c', 'import pandas, requests'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})

/** Runs a program in a folder that has a server's token where the README says. @returns what it prints */
async function run(program: string, args: readonly string[], folder: string): Promise<string> {
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, error] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
  const [code] = (await once(child, 'close')) as [number]
  expect([code, code === 0 ? '' : error]).toEqual([0, ''])
  return out
}

describe('the examples of the README', { timeout: 600_000 }, () => {
  async function openFolder() {
    const folder = temporaryFolder()
    const shapekin = await startServer({ home: join(folder, '.shapekin') })
    return { shapekin, folder, at: (text: string) => text.replaceAll('http://127.0.0.1:8642', shapekin.address) }
  }

  it('start a run by curl, list it, take a file of it, cancel it', async ({ skip }) => {
    if ((await findBlender()) === undefined) skip('no Blender here')
    const { shapekin, folder, at } = await openFolder()
    const lines =
      blocks
        .find(({ text }) => text.includes('curl'))
        ?.text.replaceAll('\\\n', ' ')
        .split('\n') ?? []
    const commands = lines.map((line) => line.replace(/ {2,}# .*$/, '')).filter(Boolean)
    const ask = (line: string) => run('bash', ['-c', `${commands[0]}; ${at(line)}`], folder)
    expect(commands.map((line) => /^(TOKEN=|curl)/.exec(line)?.[1])).toEqual(['TOKEN=', 'curl', 'curl', 'curl', 'curl'])
    const [, start, list, file, cancel] = commands
    const { id } = JSON.parse(await ask(start)) as { id: string }
    expect(JSON.parse(await ask(list))).toMatchObject([{ id, request: { count: 40, seed: 7 } }])
    const { state } = await shapekin.runs.ended(id)
    expect(state.status).toBe('done')
    expect(await ask(file.replace('/ID/', `/${id}/`))).toMatch(/^id\tclass\tgroup\tsplit\n/)
    expect(JSON.parse(await ask(cancel.replace(/ID$/, id)))).toMatchObject({ id, status: 'done' })
  })

  it('send shapes from Python, find what is like one, and read all numbers as a table', async ({ skip }) => {
    if (PYTHON === undefined) skip('no Python with pandas and requests here')
    const { folder, at } = await openFolder()
    const text = blocks.find(({ language }) => language === 'python')?.text ?? ''
    expect(text.trim().split('\n').length).toBeLessThanOrEqual(10)
    putBallsAndBoards(join(folder, 'kit'), 2)
    mkdirSync(join(folder, 'shapes'))
    for (const kind of ['ball', 'board'])
      for (const i of [0, 1]) {
        const name = `${kind}_${i}`
        cpSync(join(folder, 'kit', kind, `${name}.obj`), join(folder, 'shapes', `${name}.obj`))
      }
    writeFileSync(join(folder, 'client.py'), at(text).replace('*.stl', '*.obj'))
    const printed = await run(PYTHON ?? '', ['client.py'], folder)
    expect(printed).toMatch(/ number .*likeness/)
    expect(printed, 'numbers are numbers').not.toContain("'-")
    for (const name of ['ball_0.obj', 'ball_1.obj', 'board_0.obj', 'board_1.obj']) expect(printed).toContain(name)
  })

  it('name commands and options that there are', async () => {
    const lines = blocks.flatMap(({ text }) => text.replaceAll('\\\n', ' ').split('\n'))
    const commands = lines.flatMap(
      (line) => /^npx shapekin ((?:library )?\w+)(.*?)(?: # .*)?$/.exec(line)?.slice(1, 3) ?? [],
    )
    expect(commands.length).toBeGreaterThan(20)
    for (let i = 0; i < commands.length; i += 2) {
      const [name, rest] = commands.slice(i, i + 2)
      const options = await optionsOf(name)
      for (const [option] of rest.matchAll(/(?<= )--?[a-z][\w-]*/g))
        expect(options, `${name} ${option}`).toContain(option)
    }
  })
})

/** `run`, `library add` */
async function optionsOf(name: string): Promise<string[]> {
  const [part, folder] = name.split(' ').reverse()
  const imported: unknown = await (folder === undefined
    ? import(`../../server/cli/${part}Command.ts`)
    : import(`../../server/cli/library/${part}Command.ts`))
  const found = imported as Record<string, Command>
  return found[`${part}Command`].options.flatMap(({ long, short }) => [long ?? '', short ?? ''])
}
