import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Progress } from '../../shared/progress.js'
import { findBlender } from '../support/findBlender.js'
import { openCatalog } from '../../server/catalog/openCatalog.js'
import { findShape, listShapes, shapeNumbers } from '../../server/catalog/shapeRows.js'
import type { SqlFile } from '../../server/catalog/sqlFile.js'
import { findDuplicateFiles } from '../../server/library/findDuplicateFiles.js'
import { catalogShapes } from '../../server/library/kept/catalogShapes.js'
import { duplicatesInLibrary } from '../../server/library/kept/duplicatesInLibrary.js'
import { LibraryMeshes } from '../../server/library/kept/libraryMeshes.js'
import { askLibrary } from '../../server/library/kept/askLibrary.js'
import { drawThumbnails } from '../../server/library/drawThumbnails.js'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { exportScene, type Exported } from '../support/exportScene.js'
import { add, putFile, testCatalog } from '../support/keptLibrary.js'
import { surfaceOf } from '../support/surfaceOf.js'
import { zipOf } from '../support/zipOf.js'

const SECONDS = 240_000
const work = { signal: new AbortController().signal, progress: () => undefined }
const install = await findBlender()

/** Scenes of one Blender in a library: as files, in an archive, one of them turned into text that is none. */
describe.skipIf(!install)('a library of files that a Blender reads', () => {
  const home = mkdtempSync(join(tmpdir(), 'shapekin-imported-'))
  let sql: SqlFile
  afterAll(() => {
    sql.close()
    rmSync(home, { recursive: true, force: true })
  })
  let exported: Exported

  beforeAll(async () => {
    if (!install) return
    exported = await exportScene(install, home)
    const kit = join(home, 'kit')
    putFile(join(kit, 'cars/scene.blend'), readFileSync(join(home, 'kit.blend')))
    putFile(join(kit, 'cars/kit.dae'), readFileSync(join(home, 'kit.dae')))
    putFile(join(kit, 'cars/broken.fbx'), 'no fbx')
    const packed = ['cars/kit.fbx', 'cars/kit.x3d'].map((name) => ({
      name,
      content: readFileSync(join(home, name.slice(5))),
    }))
    putFile(join(kit, 'more.zip'), zipOf(packed))
    putFile(join(home, 'one/one.zip'), zipOf(packed.slice(0, 1)))
    sql = openCatalog(join(home, 'library.sqlite'), true)
    expect(await add(sql, [kit])).toMatchObject({ described: 5, refused: [] })
  }, SECONDS)

  it(
    'is added, z up, also from archives; a broken file says why, and nothing is read again',
    async () => {
      const shapes = listShapes(sql).shapes
      expect(shapes.map(({ id, status, facts }) => [id, status, facts?.triangles])).toEqual([
        ['kit/cars/broken.fbx', 'mesh.undecodable', undefined],
        ['kit/cars/kit.dae', 'ok', exported.whole.triangles],
        ['kit/cars/scene.blend', 'ok', exported.blend.triangles],
        ['kit/more.zip/cars/kit.fbx', 'ok', exported.whole.triangles],
        ['kit/more.zip/cars/kit.x3d', 'ok', exported.whole.triangles],
      ])
      expect(await add(sql, [join(home, 'kit')])).toMatchObject({ described: 0, known: 0, unchanged: 5 })

      const copy = join(home, 'kit.fbx') // its content is known: no Blender is asked
      const found = await askLibrary(sql, { asked: copy, k: 3 }, work.signal)
      expect(found.nearest.map(({ id }) => id).sort()).toEqual([
        'kit/cars/kit.dae',
        'kit/more.zip/cars/kit.fbx',
        'kit/more.zip/cars/kit.x3d',
      ])
      expect(Math.min(...found.nearest.map(({ likeness }) => likeness))).toBeGreaterThan(99)

      const number = shapeNumbers(sql).get('kit/more.zip/cars/kit.fbx') ?? ''
      const meshes = new LibraryMeshes()
      onTestFinished(() => meshes.close())
      const shape = findShape(sql, number) ?? expect.fail('it is there')
      const mesh = parseMesh(await meshes.convert(sql, shape, 'ply'), 'ply')
      const { triangles, area } = surfaceOf(mesh)
      expect([triangles, area]).toEqual([exported.whole.triangles, expect.closeTo(exported.whole.area, 3)])

      const ids = shapes.flatMap(({ id, status }) => (status === 'ok' ? [id] : []))
      const drawn = await catalogShapes(sql, ids, work.signal)
      expect(ids.map(drawn.upOf)).toEqual(ids.map(() => 'z'))
      const pictures = await drawThumbnails(drawn.source, { upOf: drawn.upOf, size: 32 }, work)
      expect([...pictures.keys()].sort()).toEqual(ids)
    },
    SECONDS,
  )

  it(
    'has duplicates, as a library and as files: the formats hold the same scene, and a file is imported once',
    async () => {
      const kept = await duplicatesInLibrary(sql, 1, work)
      const first = join(home, 'kit/cars/kit.dae')
      const away = join(home, 'kit.dae.away')
      // Gone as soon as it was read: it is compared with the others nevertheless.
      let isAway = false
      const progress = ({ stage, done }: Progress) => {
        if (isAway || stage !== 'read' || done < 2) return
        isAway = true
        renameSync(first, away)
      }
      const plain = await findDuplicateFiles([join(home, 'kit')], 1, { ...work, progress })
      expect(isAway).toBe(true)
      renameSync(away, first)
      const pairs = (prefix: string, found: readonly { id: string; of: string }[]) =>
        found.map(({ id, of }) => [id.slice(prefix.length), of.slice(prefix.length)])
      expect(pairs('kit/', kept.duplicates)).toEqual([
        ['more.zip/cars/kit.fbx', 'cars/kit.dae'],
        ['more.zip/cars/kit.x3d', 'cars/kit.dae'],
      ])
      expect(pairs('', plain.duplicates)).toEqual(pairs('kit/', kept.duplicates))
      expect(plain.refused.map(({ id, code }) => [id, code])).toEqual([['cars/broken.fbx', 'mesh.undecodable']])
    },
    SECONDS,
  )

  it(
    'is each object by itself with --split auto',
    async () => {
      const split = testCatalog(home, 'split.sqlite')
      await add(split, [join(home, 'one')], { split: 'auto' })
      const ids = listShapes(split).shapes.map(({ id }) => id)
      const objects = Object.keys(exported.objects).sort()
      expect(ids).toEqual(objects.map((name) => `one/one.zip/cars/kit.fbx#${name}`))
      const number = shapeNumbers(split).get('one/one.zip/cars/kit.fbx#body') ?? ''
      const meshes = new LibraryMeshes()
      onTestFinished(() => meshes.close())
      const shape = findShape(split, number) ?? expect.fail('it is there')
      const mesh = parseMesh(await meshes.convert(split, shape, 'stl'), 'stl')
      expect(surfaceOf(mesh).triangles).toBe(exported.objects.body.triangles)
    },
    SECONDS,
  )
})
