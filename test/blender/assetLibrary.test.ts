import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findEveryBlender } from '../support/findBlender.js'
import { startHeadlessBlender } from '../../server/blender/startHeadlessBlender.js'
import { openCatalog } from '../../server/catalog/openCatalog.js'
import { exportAssets, type ExportedAssets } from '../../server/library/kept/exportAssets.js'
import { groupLibrary, type GroupedLibrary } from '../../server/library/kept/groupLibrary.js'
import { turnUpright } from '../../server/mesh/turnUpright.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { mapMesh, scaling } from '../support/changeMesh.js'
import { add, putBallsAndBoards, putMesh } from '../support/keptLibrary.js'
import { tube } from '../support/meshes.js'
import { readMeshFile } from '../support/readMeshFile.js'
import { runCli } from '../support/runCli.js'
import { boxOf, surfaceOf } from '../support/surfaceOf.js'

interface Asset {
  readonly name: string
  readonly catalog: string
  readonly description: string
  readonly tags: readonly string[]
  readonly triangles: number
  readonly area: number
  readonly box: readonly number[]
  readonly collection: string
  readonly picture: readonly number[] | null
  /** Share of the picture that is not see-through. */
  readonly seen: number
}

const SECONDS = 240_000
const work = { signal: new AbortController().signal, progress: () => undefined }
const blenders = await findEveryBlender()
const home = mkdtempSync(join(tmpdir(), 'shapekin-assets-'))
const kit = join(home, 'kit')
const out = join(home, 'asset library')
afterAll(() => rmSync(home, { recursive: true, force: true }))

describe.skipIf(blenders.length === 0)('families as an asset library', () => {
  let grouped: GroupedLibrary
  let told: ExportedAssets

  beforeAll(async () => {
    putBallsAndBoards(kit, 3)
    const frame = tube([[0, 0], [8, 0], [8, 3], [0, 3]], 0.1) // prettier-ignore
    putMesh(join(kit, 'frame.obj'), mapMesh(frame, scaling(1, 2, 1)))
    const sql = openCatalog(join(home, 'library.sqlite'), true)
    try {
      await add(sql, [kit])
      grouped = await groupLibrary(sql, { cut: { groups: 3 } }, work)
      rmSync(join(kit, 'ball/ball_2.obj')) // since then
      mkdirSync(out)
      for (const name of ['blender_assets.cats.txt', 'families.blend', 'families-2.blend'])
        writeFileSync(join(out, name), 'of an earlier call')
      told = await exportAssets(sql, grouped, out, work)
    } finally {
      sql.close()
    }
  }, SECONDS)

  it('has a catalog for each family, in the text that Blender keeps them in, in place of an earlier one', () => {
    expect(told).toEqual({ assets: 6, catalogs: 3, missing: 1 })
    expect(readdirSync(out).sort()).toEqual(['blender_assets.cats.txt', 'families.blend'])
    expect([...catalogs().values()].sort()).toEqual(['Shapekin/Without family', 'Shapekin/ball', 'Shapekin/board'])
  })

  it.each(blenders)(
    'opens in Blender $version: each asset in the catalog of its family, with its own surface upright, and a picture',
    async (blender) => {
      const answer = join(home, `told-${blender.version}.json`)
      const script = join(PROJECT_ROOT, 'test/blender/open_assets.py')
      const lines: string[] = []
      const file = join(out, 'families.blend')
      const options = { args: [file, answer], script, seconds: 110, onLog: (line: string) => lines.push(line) }
      await startHeadlessBlender(blender, options).ended.catch(() => undefined)
      const assets = (JSON.parse(readFileSync(answer, 'utf8')) as Record<string, Asset[]>)[file]
      const names = catalogs()
      expect(assets.map(({ catalog, description }) => `${names.get(catalog)} ${description}`).sort()).toEqual([
        'Shapekin/Without family kit/frame.obj',
        'Shapekin/ball kit/ball/ball_0.obj',
        'Shapekin/ball kit/ball/ball_1.obj',
        'Shapekin/board kit/board/board_0.obj',
        'Shapekin/board kit/board/board_1.obj',
        'Shapekin/board kit/board/board_2.obj',
      ])
      for (const asset of assets) {
        const mesh = turnUpright(await readMeshFile(join(home, asset.description)))
        const { triangles, area } = surfaceOf(mesh)
        expect([asset.triangles, asset.area]).toEqual([triangles, expect.closeTo(area, 4)])
        boxOf(mesh).forEach((value, i) => expect(asset.box[i]).toBeCloseTo(value, 5))
        expect(asset.description).toContain(`/${asset.name}.obj`)
        const [family] = asset.description.split('/').slice(1)
        expect(asset.tags).toContain(family === 'frame.obj' ? 'kit' : family)
        expect(asset.picture).toEqual([128, 128])
        expect(asset.seen).toBeGreaterThan(0.05)
      }
    },
    SECONDS,
  )

  it('is not put where other files lie', async () => {
    const other = join(home, 'other')
    mkdirSync(other)
    writeFileSync(join(other, 'mine.txt'), 'mine')
    const args = ['library', 'families', '--library', join(home, 'library.sqlite'), '--assets', other, '--json']
    const { code, stdout } = await runCli(args, { SHAPEKIN_HOME: home })
    expect([code, JSON.parse(stdout)]).toMatchObject([1, { error: { code: 'run.outNotEmpty' } }])
    expect(readdirSync(other)).toEqual(['mine.txt'])
  })
})

/** Paths by id, of the text file. */
function catalogs(): Map<string, string> {
  const lines = readFileSync(join(out, 'blender_assets.cats.txt'), 'utf8').split('\n')
  expect(lines.filter((line) => !line.startsWith('#') && line !== '')[0]).toBe('VERSION 1')
  return new Map(
    lines.flatMap((line) => {
      const [, id, path] = /^([0-9a-f-]{36}):([^:]+):[^:]+$/.exec(line) ?? []
      return id && path ? [[id, path] as const] : []
    }),
  )
}
