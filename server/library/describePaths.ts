import { ShapekinError } from '../../shared/errors.js'
import { readConfig } from '../config.js'
import { checkHome } from '../system/home.js'
import { unreadSentence } from '../mesh/formats.js'
import type { DescribedShapes } from '../descriptor/describeSource.js'
import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import type { WorkContext } from '../../shared/progress.js'

export interface DescribedPaths extends DescribedShapes {
  /** How many files of formats that are not read lie beside them, by extension. */
  readonly unread: ReadonlyMap<string, number>
}

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
): Promise<DescribedPaths> {
  // Heavy: `--help` and wrong use answer without them.
  const [{ DescribePool }, { describeSource }, { DescriptionCache }, { fileSource }, { requireMeshFiles }] =
    await Promise.all([
      import('../descriptor/describePool.js'),
      import('../descriptor/describeSource.js'),
      import('./descriptionCache.js'),
      import('./fileSource.js'),
      import('../mesh/findMeshFiles.js'),
    ])
  const unread = new Map<string, number>()
  const files = await requireMeshFiles(paths, unread)
  const { home } = readConfig(process.env)
  checkHome(home)
  const pool = new DescribePool(workers === undefined ? {} : { workers })
  try {
    const described = await describeSource(fileSource(files), options, {
      pool,
      store: new DescriptionCache(home, options),
      tick: (done, total) => progress({ stage: 'describe', done, total }),
      signal,
    })
    return { ...described, unread }
  } finally {
    await pool.close()
  }
}

/** A line for each refused file, and one for those that are not read. */
export const refusalLines = ({ refused, unread }: DescribedPaths): string[] => [
  ...refused.map(({ id, message }) => `refused   ${id}: ${message}`),
  ...(unread.size > 0 ? [`unread    ${unreadSentence(unread)}`] : []),
]

/**
 * For work that needs numbers, not only reasons.
 * @throws ShapekinError `descriptor.noneDescribed`
 */
export function requireDescribed({ table, refused }: DescribedShapes): void {
  if (table.ids.length > 0) return
  const [{ id, message }] = refused
  throw new ShapekinError('descriptor.noneDescribed', { count: refused.length, path: id, reason: message })
}
