import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBlender } from '../support/findBlender.js'
import { hashOf } from '../support/hashOf.js'
import type { BlenderInstall } from '../../server/blender/blenderInstall.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { oncePerFile } from '../support/oncePerFile.js'
import { sceneThroughBackground, sceneThroughCommandLine, sceneThroughRest } from '../support/sceneDoors.js'
import { startServer } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** Of those that are not as large as what they are duplicates of. */
const SCALES = new Map([
  ['half', 2],
  ['linked larger', 1 / 3],
])

const scriptOf = (name: string) => join(PROJECT_ROOT, 'test/blender', name)

/** The first Blender, the scene of test/blender/duplicates_scene.py, and a server. */
const sceneWithDuplicates = oncePerFile(async (atEnd) => {
  const install = await findBlender()
  if (install === undefined) throw new Error('no Blender')
  const file = join(temporaryFolder(atEnd), 'duplicates.blend')
  await startHeadlessBlender(install, { script: scriptOf('duplicates_scene.py'), args: [file], seconds: 60 }).ended
  return { install, file, shapekin: await startServer({ atEnd }) }
})

/** Which mesh each object of a file has, and all that are in it. */
async function meshesIn(install: BlenderInstall, file: string) {
  const lines: string[] = []
  const onLog = (line: string) => lines.push(line)
  await startHeadlessBlender(install, { script: scriptOf('linked_meshes.py'), args: [file], seconds: 60, onLog }).ended
  const line = lines.find((each) => each.startsWith('@meshes '))
  return JSON.parse(line?.slice('@meshes '.length) ?? '{}') as { of: Record<string, string>; kept: string[] }
}

describe('duplicates of a scene', { timeout: 300_000 }, () => {
  it('are told with their evidence, by each door with the same bytes', async () => {
    const { install, file, shapekin } = await sceneWithDuplicates()
    const before = hashOf(file)
    const asked = { source: 'all', tolerance: 1 }
    const rest = await sceneThroughRest(shapekin, file, 'duplicates', asked, [])
    expect(await sceneThroughBackground(install, shapekin, file, 'duplicates', asked)).toEqual(rest)
    expect(await sceneThroughCommandLine(file, 'duplicates', asked)).toEqual(rest)

    const [columns, ...rows] = rest['duplicates.tsv']
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t'))
    const told = rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i]])))
    expect(told.map(({ id, status, of, changes }) => [id, status, of, changes])).toEqual([
      ['linked', 'ok', 'first', 'shares its mesh'],
      ['linked larger', 'ok', 'first', 'shares its mesh, scaled 0.3333'],
      ['same', 'ok', 'first', ''],
      ['moved', 'ok', 'first', 'moved'],
      ['turned', 'ok', 'first', 'turned 90.0°'],
      ['half', 'ok', 'first', 'scaled 2'],
      ['mirrored', 'ok', 'first', 'mirrored'],
      ['finer', 'ok', 'first', 'other triangles'],
      ['with keys', 'ok', 'first', ''],
      ['points', 'scene.noFaces', '', ''],
    ])
    const found = told.filter(({ triangles }) => triangles !== '')
    for (const { id, residual, share, scale, triangles, triangles_of: triangles2 } of found) {
      expect(Number(residual), id).toBeLessThan(1e-4)
      expect(Number(share), id).toBeLessThan(1e-5)
      expect(Number(scale), id).toBeCloseTo(SCALES.get(id) ?? 1, 4)
      expect([triangles, triangles2], id).toEqual([id === 'finer' ? '144' : '36', '36'])
    }
    expect(hashOf(file)).toBe(before)
    expect(shapekin.scenes.list()[0].state).toMatchObject({ report: { duplicates: 7, shared: 2 } })
  })

  it('are linked in the copy that is asked for, where nobody can tell, and no mesh is lost', async () => {
    const { install, file, shapekin } = await sceneWithDuplicates()
    const copy = join(temporaryFolder(), 'linked.blend')
    const before = await meshesIn(install, file)
    await sceneThroughBackground(install, shapekin, file, 'duplicates', { source: 'all' }, ['--save-as', copy])
    const after = await meshesIn(install, copy)
    const linked = Object.entries(after.of).filter(([name, mesh]) => mesh !== before.of[name])
    expect(linked).toEqual(['half', 'moved', 'same', 'turned'].map((name) => [name, 'first']))
    expect(after.kept).toEqual(before.kept)
  })
})
