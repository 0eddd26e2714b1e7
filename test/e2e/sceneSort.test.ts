import { cpSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBlender } from '../support/findBlender.js'
import { hashOf } from '../support/hashOf.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { oncePerFile } from '../support/oncePerFile.js'
import { runCli } from '../support/runCli.js'
import { sceneThroughBackground, sceneThroughCommandLine, sceneThroughRest } from '../support/sceneDoors.js'
import { sharedData } from '../support/sharedData.js'
import { startServer } from '../support/startServer.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

/** The first Blender, and the scene of test/blender/half_sorted_scene.py. */
async function halfSorted(folder: string, library?: string) {
  const install = await findBlender()
  if (install === undefined) throw new Error('no Blender')
  const file = join(folder, 'half.blend')
  const script = join(PROJECT_ROOT, 'test/blender/half_sorted_scene.py')
  await startHeadlessBlender(install, { script, args: [file, ...(library ? [library] : [])], seconds: 120 }).ended
  return { install, file }
}

/** Furniture, half of it sorted, and a server. */
const furniture = oncePerFile(async (atEnd) => ({
  ...(await halfSorted(temporaryFolder(atEnd))),
  shapekin: await startServer({ atEnd }),
}))

const foldersIn = (path: string) =>
  readdirSync(path, { withFileTypes: true }).flatMap((each) => (each.isDirectory() ? [each.name] : []))
const rowsOf = (text: string): string[][] =>
  text
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split('\t'))
const placedIn = (text: string) => rowsOf(text).filter(([, , status]) => status === 'ok')
const share = (right: number, all: number) => `${right} of ${all}, ${((100 * right) / all).toFixed(1)} %`

describe('the rest of a scene, sorted like what is sorted already', { timeout: 600_000 }, () => {
  it('belongs where it belongs, by each door with the same bytes, and as `shapekin sort` says', async () => {
    const { install, file, shapekin } = await furniture()
    const asked = { source: 'all', views: 'off' }
    const rest = await sceneThroughRest(shapekin, file, 'sort', asked, ['scene.blend'])
    expect(await sceneThroughBackground(install, shapekin, file, 'sort', asked)).toEqual(rest)
    expect(await sceneThroughCommandLine(file, 'sort', asked, shapekin.home.folder)).toEqual(rest)

    const placed = placedIn(rest['sorted.tsv'])
    const right = placed.filter(([id, kind]) => id.startsWith(`${kind}.`) || kind === 'Blob')
    console.log(`furniture: ${share(right.length, placed.length)} of the rest get their kind`)
    expect(placed.length).toBeGreaterThan(50)
    expect(right.length).toBe(placed.length)
    const confidences = placed.map((row) => Number(row[5]))
    expect(confidences).toEqual(confidences.toSorted((a, b) => a - b))

    // The same meshes as a table. One is that of 14 linked chairs: half of them are sorted, which shows its class.
    const table = join(temporaryFolder(), 'shapes.tsv')
    const [id] = readdirSync(shapekin.home.scenes)
    const [shapes, report] = ['shapes.tsv', 'shapes.report.json'].map((name) =>
      join(shapekin.home.scenes, id, 'files', name),
    )
    const sorted = readFileSync(shapes, 'utf8').replace(/^Chair\.001\t\t/m, 'Chair.000\tChair\t')
    expect(sorted).toContain('\nChair.000\t')
    writeFileSync(table, sorted)
    cpSync(report, join(table, '..', 'shapes.report.json'))
    const out = join(temporaryFolder(), 'placed.tsv')
    const { code, stderr } = await runCli(['sort', table, '--out', out])
    expect(code, stderr).toBe(0)
    const bySort = rowsOf(readFileSync(out, 'utf8'))
    expect(bySort.length).toBeGreaterThan(30)
    const byScene = new Map(placed.map(([id, kind, , ...figures]) => [id, [id, kind, ...figures]]))
    expect(bySort.map(([id]) => byScene.get(id))).toEqual(bySort)
  })

  it('is in the collections of the sorted copy, as sure as asked, and nowhere else', async () => {
    const { install, file, shapekin } = await furniture()
    const before = hashOf(file)
    const copy = join(temporaryFolder(), 'sorted.blend')
    const asked = { source: 'all', views: 'off', sure: 90 }
    const more = ['--save-as', copy]
    const results = await sceneThroughBackground(install, shapekin, file, 'sort', asked, more)
    const again = await sceneThroughBackground(install, shapekin, copy, 'sort', { source: 'all', views: 'off' })
    const placed = placedIn(results['sorted.tsv'])
    const doubtful = placed.filter((row) => Number(row[5]) < 0.9)
    expect(doubtful.length).toBeGreaterThan(0)
    expect(doubtful.length).toBeLessThan(placed.length)
    expect(
      placedIn(again['sorted.tsv'])
        .map(([id]) => id)
        .sort(),
    ).toEqual(doubtful.map(([id]) => id).sort())
    expect(hashOf(file), 'the file itself').toBe(before)
  })

  it('says what is missing where nothing is sorted, or everything', async () => {
    const { install, file, shapekin } = await furniture()
    const refused = async (asked: Record<string, string>) =>
      sceneThroughBackground(install, shapekin, file, 'sort', asked).then(
        () => 'done',
        (error: Error) => error.message,
      )
    expect(await refused({ source: 'collection', collection: 'Chair' })).toContain('are sorted already')
    expect(await refused({ source: 'collection', collection: 'Chair', unsorted: 'Chair' })).toContain('is sorted yet')
  })

  const kaykit = sharedData('kaykit')

  it.runIf(kaykit)("belongs where it belongs in half of KayKit's kinds, as often as files do", async () => {
    if (kaykit === undefined) return
    const library = join(temporaryFolder(), 'library')
    foldersIn(kaykit).forEach((kind, i) => {
      if (i % 2 === 0) cpSync(join(kaykit, kind), join(library, kind), { recursive: true })
    })
    const { install, file } = await halfSorted(temporaryFolder(), library)
    const { shapekin } = await furniture()
    const results = await sceneThroughBackground(install, shapekin, file, 'sort', { source: 'all', views: 'off' })
    const kindOf = (id: string) => id.slice(0, id.indexOf('/'))
    const placed = placedIn(results['sorted.tsv'])
    const right = placed.filter(([id, kind]) => kindOf(id) === kind).length

    // The same half of the files directly in the library.
    const truth = new Map<string, string>()
    for (const kind of foldersIn(library)) {
      const files = readdirSync(join(library, kind))
        .filter((name) => name.endsWith('.obj'))
        .sort()
      files.forEach((name, i) => {
        if (i % 2 === 0) return
        truth.set(name, kind)
        renameSync(join(library, kind, name), join(library, name))
      })
    }
    const out = join(temporaryFolder(), 'placed.tsv')
    const args = ['sort', library, '--views', 'off', '--out', out]
    const { code, stderr } = await runCli(args, { SHAPEKIN_HOME: temporaryFolder() })
    expect(code, stderr).toBe(0)
    const byFiles = rowsOf(readFileSync(out, 'utf8'))
    const rightByFiles = byFiles.filter(([id, kind]) => truth.get(basename(id)) === kind).length
    console.log(`KayKit: scene ${share(right, placed.length)}, files ${share(rightByFiles, byFiles.length)}`)
    expect(placed.length).toBe(byFiles.length)
    const fileOf = (id: string) => `${id.slice(id.indexOf('/') + 1)}.obj`
    const kindByFile = new Map(byFiles.map(([id, kind]) => [basename(id), kind]))
    expect(placed.map(([id, kind]) => [fileOf(id), kind])).toEqual(
      placed.map(([id]) => [fileOf(id), kindByFile.get(fileOf(id))]),
    )
  })
})
