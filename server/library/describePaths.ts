import { ShapekinError } from '../../shared/errors.js'
import { readConfig } from '../config.js'
import { checkHome } from '../system/home.js'
import type { DescribedShapes } from '../descriptor/describeSource.js'
import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import type { WorkContext } from '../../shared/progress.js'

/**
 * Describes all mesh files of the paths, with progress, on a pool and a cache of its own.
 * @param workers threads; default one per core
 * @throws ShapekinError `input.noMeshes`, `input.notFound`, `server.homeNotWritable`
 */
export async function describePaths(
  paths: readonly string[],
  options: DescribeOptions,
  workers: number | undefined,
  { signal, progress }: WorkContext,
): Promise<DescribedShapes> {
  // Heavy: `--help` and wrong use answer without them.
  const [{ DescribePool }, { describeSource }, { DescriptionCache }, { fileSource }, { findMeshFiles }] =
    await Promise.all([
      import('../descriptor/describePool.js'),
      import('../descriptor/describeSource.js'),
      import('./descriptionCache.js'),
      import('./fileSource.js'),
      import('../mesh/findMeshFiles.js'),
    ])
  const files = await findMeshFiles(paths)
  if (files.length === 0) throw new ShapekinError('input.noMeshes', { path: paths.join(', ') })
  const { home } = readConfig(process.env)
  checkHome(home)
  const pool = new DescribePool(workers === undefined ? {} : { workers })
  try {
    return await describeSource(fileSource(files), options, {
      pool,
      store: new DescriptionCache(home, options),
      tick: (done, total) => progress({ stage: 'describe', done, total }),
      signal,
    })
  } finally {
    await pool.close()
  }
}

/** A line for each refused file. */
export const refusalLines = ({ refused }: DescribedShapes): string[] =>
  refused.map(({ id, message }) => `refused   ${id}: ${message}`)

/**
 * For work that needs numbers, not only reasons.
 * @throws ShapekinError `descriptor.noneDescribed`
 */
export function requireDescribed({ table, refused }: DescribedShapes): void {
  if (table.ids.length > 0) return
  const [{ id, message }] = refused
  throw new ShapekinError('descriptor.noneDescribed', { count: refused.length, path: id, reason: message })
}
