import { spawn } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { findEveryBlender } from '../support/findBlender.js'
import { hashOf } from '../support/hashOf.js'
import type { BlenderInstall } from '../../server/blender/blenderInstall.js'
import type { Shapekin } from '../../server/main.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { FAMILIES, LEFT_OUT, saveMixedScene } from '../support/mixedScene.js'
import { oncePerFile } from '../support/oncePerFile.js'
import { rowsOfTable } from '../support/rowsOfTable.js'
import { callApi, startServer } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const SCRIPT = join(PROJECT_ROOT, 'blender_addon/headless.py')

const server = oncePerFile((atEnd) => startServer({ atEnd }))

/** Blender as a person starts it on a file. */
function startGroup(
  { kind, path, env }: BlenderInstall,
  file: string | undefined,
  { address, home }: Shapekin,
  args: string[],
) {
  const asked = ['group', ...args, '--server', address]
  const all =
    kind === 'wheel'
      ? [SCRIPT, ...asked, ...(file ? ['--open', file] : [])]
      : ['--background', ...(file ? [file] : []), '--factory-startup', '--python', SCRIPT, '--', ...asked]
  const child = spawn(path, all, { env: { ...process.env, ...env, SHAPEKIN_TOKEN: home.token } })
  onTestFinished(() => void child.kill('SIGKILL'))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()))
  const ended = new Promise<{ code: number | null; said: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, said })),
  )
  const waitFor = async (words: string) => {
    let isOver = false
    void ended.then(() => (isOver = true))
    while (!said.includes(words)) {
      if (isOver) throw new Error(`it ended before it said ${words}: ${said}`)
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  }
  return { child, ended, waitFor }
}

describe.each(await findEveryBlender())('headless.py group, in Blender $version', { timeout: 300_000 }, (install) => {
  it('groups what a file holds, names what it leaves out, and does not write the file', async () => {
    const folder = temporaryFolder()
    const file = await saveMixedScene(install, folder)
    const before = hashOf(file)
    const [out, copy, picture] = ['out', 'colored.blend', 'colored.png'].map((name) => join(folder, name))
    const shapekin = await server()
    const wanted = ['--source', 'all', '--similar', '60', '--out', out]
    const outputs = ['--save-as', copy, '--render', picture]
    const { code, said } = await startGroup(install, file, shapekin, [...wanted, ...outputs]).ended
    expect(code).toBe(0)

    expect(readFileSync(join(out, 'groups.tsv'), 'utf8')).toMatch(/^id\tclass\tstatus\tgroup\n/)
    const rows = rowsOfTable(join(out, 'groups.tsv'))
    const refused = rows.filter(([, , status]) => status !== 'ok')
    expect(Object.fromEntries(refused.map(([id, , status]) => [id, status]))).toEqual(LEFT_OUT)
    expect(refused.every(([, , , group]) => !group)).toBe(true)
    expect(said).toContain(`${rows.length - refused.length} objects in `)
    expect(said).toContain(`; ${refused.length} left out.`)
    const groupsOf = (name: string) => rows.filter(([id]) => id.startsWith(`${name}.`)).map(([, , , group]) => group)
    for (const [name, count] of Object.entries(FAMILIES)) {
      expect(groupsOf(name)).toHaveLength(count)
      expect(new Set(groupsOf(name)).size, `${name} is one family`).toBe(1)
    }
    expect(groupsOf('copy')[0]).toBe(groupsOf('chair')[0])
    expect(new Set(['chair', 'table', 'vase'].map((name) => groupsOf(name)[0])).size).toBe(3)
    const names = rowsOfTable(join(out, 'names.tsv')).map(([, name]) => name)
    expect(rows.find(([id]) => id === 'chair.000')?.[1]).toBe('chairs')
    // Named after most of its objects: of the chairs 8 are called copies.
    expect(['chair', 'table', 'vase'].map((name) => names[Number(groupsOf(name)[0])])).toEqual([
      'copy',
      'table',
      'vase',
    ])

    expect(hashOf(file)).toBe(before)
    expect([copy, picture].map((path) => existsSync(path))).toEqual([true, true])
  })
})

const [first] = await findEveryBlender()

/** A folder with the scene in it, made once. */
const mixed = oncePerFile(async (atEnd) => {
  const folder = temporaryFolder(atEnd)
  return { folder, file: await saveMixedScene(first, folder) }
})

describe.runIf(first)('headless.py group', { timeout: 300_000 }, () => {
  it('gives the same tables for the colored copy', async () => {
    const folder = temporaryFolder()
    const { file } = await mixed()
    const shapekin = await server()
    const wanted = ['--source', 'selection', '--groups', '3', '--out']
    const [out, copy] = ['out', 'colored.blend'].map((name) => join(folder, name))
    const { code, said } = await startGroup(first, file, shapekin, [...wanted, out, '--save-as', copy]).ended
    expect(code, said).toBe(0)
    const again = join(folder, 'again')
    const second = await startGroup(first, copy, shapekin, [...wanted, again]).ended
    expect(second.code, second.said).toBe(0)
    for (const name of ['groups.tsv', 'embedding.tsv', 'shapes.tsv', 'embedding.tree.tsv'])
      expect(readFileSync(join(again, name), 'utf8'), `${name} of the colored copy`).toBe(
        readFileSync(join(out, name), 'utf8'),
      )
  })

  it('RUN-5: two Blenders and runs by REST at once on one server do not mix', async () => {
    const folder = temporaryFolder()
    const { file } = await mixed()
    const shapekin = await server()
    const args = [
      ['--source', 'all', '--similar', '60'],
      ['--source', 'selection', '--groups', '3'],
    ]
    const alone: string[] = []
    for (const [i, asked] of args.entries()) {
      const out = join(folder, `alone-${i}`)
      expect((await startGroup(first, file, shapekin, [...asked, '--out', out]).ended).code).toBe(0)
      alone.push(out)
    }

    const together = args.map((asked, i) => {
      const out = join(folder, `together-${i}`)
      const copy = join(folder, `copy-${i}.blend`)
      return { out, copy, group: startGroup(first, file, shapekin, [...asked, '--out', out, '--save-as', copy]) }
    })
    // A run takes a Blender that has nothing to do, but never one in which somebody has opened a file.
    const posted = await callApi(shapekin, '/api/runs', { method: 'POST', body: { count: 20, preset: 'seed' } })
    const { id } = (await posted.json()) as { id: string }
    for (const [i, { out, copy, group }] of together.entries()) {
      const { code, said } = await group.ended
      expect(code, said).toBe(0)
      for (const name of ['groups.tsv', 'embedding.tsv', 'embedding.tree.tsv'])
        expect(readFileSync(join(out, name), 'utf8'), name).toBe(readFileSync(join(alone[i], name), 'utf8'))
      expect(readFileSync(copy).includes('shapekin_recipe'), 'no shape of the run is in it').toBe(false)
    }
    expect((await shapekin.runs.ended(id)).state.status).toBe('done')
  })

  it('ends by Ctrl-C with 1, leaves nothing and cancels the grouping', async () => {
    const { folder, file } = await mixed()
    const out = join(folder, 'out')
    const shapekin = await startServer() // which has described nothing yet
    const group = startGroup(first, file, shapekin, ['--source', 'all', '--out', out])
    await group.waitFor('shapekin: shapes')
    group.child.kill('SIGINT')
    const { code, said } = await group.ended
    expect([code, said]).toEqual([1, expect.stringContaining('shapekin: Cancelled')])
    expect(readdirSync(folder)).toEqual(['mixed.blend'])
    const [{ id }] = shapekin.scenes.list()
    expect((await shapekin.scenes.ended(id)).state).toEqual({ status: 'cancelled' })
    expect(readdirSync(join(shapekin.home.scenes, id)), 'its record, and no file of it').toEqual(['scene.json'])
  })

  it.each([
    [['--similar', '101'], 'from 0 to 100'],
    [['--groups', '3', '--similar', '50'], 'not allowed with'],
    [['--source', 'everything'], 'invalid choice'],
    [['--save-as', 'colored.txt'], 'does not end in .blend'],
  ])('%j is wrong use: exit 2', async (args, words) => {
    const folder = temporaryFolder()
    const { code, said } = await startGroup(first, undefined, await server(), [...args, '--out', join(folder, 'out')])
      .ended
    expect([code, said]).toEqual([2, expect.stringContaining(words)])
  })
})
