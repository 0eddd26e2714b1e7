import { rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ShapekinError } from '../../../shared/errors.js'
import type { WorkContext } from '../../../shared/progress.js'
import { findBlender } from '../../blender/findBlender.js'
import { makeOwnFolder } from '../../blender/ownFolder.js'
import { startHeadlessBlender } from '../../blender/startHeadlessBlender.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import { MeshPool } from '../../mesh/meshPool.js'
import type { MeshInput } from '../../mesh/meshSource.js'
import { workOnShapes } from '../workOnShapes.js'
import { THUMBNAIL_PIXELS } from '../drawThumbnails.js'
import type { ThumbnailOptions } from '../thumbnailWorker.js'
import { assetFamilies } from './assetFamilies.js'
import type { AssetShape } from './assetWorker.js'
import { catalogShapes } from './catalogShapes.js'
import type { GroupedLibrary } from './groupLibrary.js'

export interface ExportedAssets {
  readonly assets: number
  readonly catalogs: number
  /** Number of shapes whose file is gone or holds no mesh. */
  readonly missing: number
}

/**
 * Families as an asset library of Blender: a folder with `families.blend`, whose objects are assets with a picture, and
 * with `blender_assets.cats.txt`, a catalog for each family. The files of the library are only read.
 *
 * @param folder a new or empty folder, or the result of an earlier call. It is complete at the end, or unchanged
 * @throws ShapekinError `blender.*`, `output.*`, `cancelled`
 */
export async function exportAssets(
  sql: SqlFile,
  grouped: GroupedLibrary,
  folder: string,
  work: WorkContext,
): Promise<ExportedAssets> {
  const blender = await findBlender()
  if (blender === undefined) throw new ShapekinError('blender.notFound')
  const { ids } = grouped.table
  const { source, upOf } = await catalogShapes(sql, ids, work.signal)
  const rows = new Map(ids.map((id, row) => [id, row]))
  const laid = new Set<number>()
  const staging = makeOwnFolder()
  const pool = new MeshPool<ThumbnailOptions, AssetShape>('server/library/kept/assetWorker.js')
  const lay = async (id: string, input: MeshInput): Promise<void> => {
    const row = rows.get(id)
    const options = { up: upOf(id), size: THUMBNAIL_PIXELS }
    const shape = row === undefined ? undefined : await pool.run(input, options, work.signal).catch(() => undefined)
    if (row === undefined || shape === undefined) return
    await writeFile(join(staging, `${row}.mesh`), shape.mesh)
    await writeFile(join(staging, `${row}.rgba`), shape.picture)
    laid.add(row)
  }
  try {
    await workOnShapes(source, { stage: 'pictures', threads: pool.workers }, lay, work)
    const families = assetFamilies(grouped, (row) => laid.has(row))
    await writeFile(join(staging, 'families.json'), JSON.stringify(families))
    const args = ['assets', '--from', staging, '--out', folder]
    await startHeadlessBlender(blender, { args, signal: work.signal }).ended
    if (work.signal.aborted) throw new ShapekinError('cancelled')
    return { assets: laid.size, catalogs: families.length, missing: ids.length - laid.size }
  } finally {
    await pool.close()
    rmSync(staging, { recursive: true, force: true })
  }
}
