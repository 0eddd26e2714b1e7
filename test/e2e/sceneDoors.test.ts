import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBlender } from '../support/findBlender.js'
import { hashOf } from '../support/hashOf.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { saveMixedScene } from '../support/mixedScene.js'
import { oncePerFile } from '../support/oncePerFile.js'
import { runCli } from '../support/runCli.js'
import { sceneThroughBackground, sceneThroughCommandLine, sceneThroughRest } from '../support/sceneDoors.js'
import { callApi, startServer } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** A Blender, the scene that it has made, and a server. */
const shared = oncePerFile(async (atEnd) => {
  const install = await findBlender()
  if (install === undefined) throw new Error('no Blender')
  return {
    install,
    mixed: await saveMixedScene(install, temporaryFolder(atEnd)),
    shapekin: await startServer({ atEnd }),
  }
})

/** The objects on a map: name, x, and how far below the uppermost, whatever stands above the plot. */
function placesOn(svg: string): (readonly [name: string, x: string, y: string])[] {
  const dots = [...svg.matchAll(/translate\(([\d.]+),([\d.]+)\)"><title>([^<]+)/g)]
  const top = Math.min(...dots.map(([, , y]) => Number(y)))
  return dots.map(([, x, y, name]) => [name, Number(x).toFixed(3), (Number(y) - top).toFixed(3)] as const)
}

describe("the three doors to a file's own objects", { timeout: 600_000 }, () => {
  it.each([
    { source: 'all', similar: 60 },
    { source: 'selection', groups: 3, up: 'none', scale: 'counts', wishes: true },
    { source: 'collection', collection: 'vases', similar: 95, numbers: 'raw' },
  ])('give the same bytes for %o, and do not write the file', async ({ wishes = false, ...asked }) => {
    const { install, mixed, shapekin } = await shared()
    const folder = temporaryFolder()
    const file = join(folder, 'mixed.blend')
    cpSync(mixed, file)
    if (wishes) {
      const script = join(PROJECT_ROOT, 'test/blender/tell_wishes.py')
      await startHeadlessBlender(install, { script, args: [file], seconds: 60 }).ended
    }
    const before = hashOf(file)
    const rest = await sceneThroughRest(shapekin, file, 'group', asked, ['scene.blend', 'scene.png'])
    expect(rest['groups.tsv']).toContain('vase.000\t')
    const trees = [asked.numbers === 'raw' ? 'shapes.tree.tsv' : 'embedding.tree.tsv', 'families.html']
    expect(Object.keys(rest)).toEqual(expect.arrayContaining(trees))
    const { id } = shapekin.scenes.list()[0]
    const [own, shown] = await Promise.all(
      ['files', 'export'].map(async (from) => (await callApi(shapekin, `/api/scenes/${id}/${from}/map.svg`)).text()),
    )
    expect(placesOn(own).length).toBeGreaterThan(1)
    expect(placesOn(own), 'the map is that of the page').toEqual(placesOn(shown))
    expect(await sceneThroughBackground(install, shapekin, file, 'group', asked)).toEqual(rest)
    expect(await sceneThroughCommandLine(file, 'group', asked)).toEqual(rest)
    if (wishes) {
      // What the file says of single objects: by form alone the chairs are one group, and table and vase are none.
      const grouped = rest['groups.tsv'].match(/^(chair|table|vase)\.\d+\t.*\d$/gm)?.map((row) => row.split('\t'))
      expect(grouped?.map(([id, , , group]) => [id, group])).toEqual([
        ['chair.000', '1'],
        ['chair.001', '2'],
        ['table.000', '0'],
        ['vase.000', '0'],
      ])
      expect(shapekin.scenes.list()[0].state).toMatchObject({ report: { wishes: true, sizes: [2, 1, 1] } })
    }
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

    const body = { file, groups: 3, similar: 50 }
    const answer = await callApi(await startServer(), '/api/scenes', { method: 'POST', body })
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'input.invalid', detail: expect.stringMatching(/^similar: .*groups/) as string }),
    ])
  })

  it('cancel by DELETE: nothing but the record is left, the next file is taken', async () => {
    const { mixed: file } = await shared()
    const shapekin = await startServer() // which has described nothing yet
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
