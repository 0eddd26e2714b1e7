import { cpSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBlender } from '../support/findBlender.js'
import { saveMixedScene } from '../support/mixedScene.js'
import { oncePerFile } from '../support/oncePerFile.js'
import { runCli } from '../support/runCli.js'
import { sceneThroughBackground, sceneThroughCommandLine, sceneThroughRest } from '../support/sceneDoors.js'
import { startServer } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const rowsOf = (text: string) =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))

/** A Blender, the scene that it has made, and a server. */
const mixed = oncePerFile(async (atEnd) => {
  const install = await findBlender()
  if (install === undefined) throw new Error('no Blender')
  const file = await saveMixedScene(install, temporaryFolder(atEnd))
  return { install, file, shapekin: await startServer({ atEnd }) }
})

describe('what is like an object of a scene', { timeout: 600_000 }, () => {
  it('is the same by each door, in a library, too, and has the figures of `shapekin similar`', async () => {
    const { install, file, shapekin } = await mixed()
    const asked = { source: 'all', to: 'chair.000', count: 0, views: 'off' }
    await sceneThroughRest(shapekin, file, 'similar', asked, [])

    // The meshes of the scene as a library.
    const library = join(temporaryFolder(), 'library.tsv')
    const [id] = readdirSync(shapekin.home.scenes)
    for (const end of ['tsv', 'report.json'])
      cpSync(join(shapekin.home.scenes, id, 'files', `embedding.${end}`), library.replace('tsv', end))
    const both = { ...asked, library }
    const rest = await sceneThroughRest(shapekin, file, 'similar', both, [])
    expect(await sceneThroughBackground(install, shapekin, file, 'similar', both)).toEqual(rest)
    expect(await sceneThroughCommandLine(file, 'similar', both)).toEqual(rest)

    const found = rowsOf(rest['similar.tsv'])
    const here = found.filter(([, , from]) => from === 'scene')
    const there = found.filter(([, , from]) => from === 'library')
    expect(here).toHaveLength(30)
    const likest = here.slice(0, 13).map(([name]) => name.split('.')[0])
    expect([...likest].sort()).toEqual([...Array<string>(5).fill('chair'), ...Array<string>(8).fill('copy')])
    expect(there[0].slice(0, 4)).toEqual(['chair.000', 'chairs', 'library', '100.00'])

    const { stdout } = await runCli(['similar', 'chair.000', '--in', library, '-k', '100', '--json'])
    const { nearest } = JSON.parse(stdout) as { nearest: { id: string; likeness: number; distance: number }[] }
    expect(nearest.length).toBe(there.length - 1)
    const figures = nearest.map(({ id, likeness, distance }) => [id, likeness.toFixed(2), distance.toPrecision(6)])
    const ofLibrary = there.slice(1).map(([name, , , ...own]) => [name, ...own])
    expect(ofLibrary).toEqual(figures)
    const ofScene = new Map(here.map(([name, , , ...own]) => [name, own]))
    for (const [name, likeness] of figures) expect(Number(ofScene.get(name)?.[0])).toBeCloseTo(Number(likeness), 1)
  })

  it('says what it does not know', async () => {
    const { install, file, shapekin } = await mixed()
    const refused = (asked: Record<string, string>) =>
      sceneThroughBackground(install, shapekin, file, 'similar', { source: 'all', views: 'off', ...asked }).then(
        () => 'done',
        (error: Error) => error.message,
      )
    expect(await refused({ to: 'nobody' })).toContain('nobody is not among the objects')
    expect(await refused({ to: 'points' })).toContain('points has no faces')
    expect(await refused({ to: 'chair.000', library: '/nowhere.tsv' })).toContain('/nowhere.tsv')
  })
})
