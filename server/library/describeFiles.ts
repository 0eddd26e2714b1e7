import type { ErrorCode } from '../../shared/errorTable.js'
import { toShapekinError } from '../../shared/errors.js'
import type { DescriptionCache } from './descriptionCache.js'
import type { MeshFile } from '../mesh/findMeshFiles.js'
import type { Mesh } from '../mesh/mesh.js'
import { parseMesh } from '../mesh/parseMesh.js'
import { readMeshBytes } from '../mesh/readMeshBytes.js'
import type { Table } from '../table/table.js'
import type { RefusedRow } from '../table/writeTable.js'
import type { Description } from '../descriptor/describeMesh.js'
import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import type { DescribePool } from '../descriptor/describePool.js'

export interface DescribedFiles {
  readonly table: Table
  /** (rows of the table) what the numbers do not say. */
  readonly meshes: readonly Omit<Description, 'values'>[]
  readonly refused: readonly (RefusedRow & { readonly message: string })[]
  /** Files whose numbers were kept from before. */
  readonly fromCache: number
}

/** What is done to every mesh before it is described. */
export interface MeshChange {
  /** Says all that decides the change beside the seed; descriptions are kept under it. */
  readonly name: string
  /** @param seed 0 ... 2^31 - 1, from the file's content: the same file is always changed in the same way */
  readonly apply: (mesh: Mesh, seed: number) => Mesh
}

export interface DescribeContext {
  readonly pool: DescribePool
  readonly cache: DescriptionCache
  readonly progress: (done: number, total: number) => void
  readonly signal: AbortSignal
  readonly change?: MeshChange
}

type Row = { description: Description; fromCache: boolean } | { code: ErrorCode; message: string }

/** Describes mesh files, as many at a time as the pool has threads. A bad file is a refused row and stops nothing. */
export async function describeFiles(
  files: readonly MeshFile[],
  options: DescribeOptions,
  context: DescribeContext,
): Promise<DescribedFiles> {
  const { pool, progress, signal } = context
  const rows = new Array<Row>(files.length)
  let next = 0
  let done = 0
  const work = async () => {
    while (next < files.length) {
      const index = next++
      rows[index] = await describeFile(files[index].path, options, context)
      progress(++done, files.length)
    }
  }
  // One more than there are threads: the next file is read while all threads are busy.
  await Promise.all(Array.from({ length: pool.workers + 1 }, work))
  signal.throwIfAborted()

  const good = files.flatMap((file, i) => ('description' in rows[i] ? [{ file, ...rows[i] }] : []))
  const dimension = good[0]?.description.values.length ?? 0
  const values = new Float32Array(good.length * dimension)
  good.forEach((row, i) => values.set(row.description.values, i * dimension))
  return {
    table: {
      kind: options.descriptor,
      ids: good.map(({ file }) => file.path),
      classes: good.map(({ file }) => file.class),
      dimension,
      values,
    },
    meshes: good.map(({ description: { values: _, ...rest } }) => rest),
    refused: files.flatMap((file, i) =>
      'code' in rows[i] ? [{ id: file.path, class: file.class, status: rows[i].code, message: rows[i].message }] : [],
    ),
    fromCache: good.filter((row) => row.fromCache).length,
  }
}

async function describeFile(
  path: string,
  options: DescribeOptions,
  { pool, cache, signal, change }: DescribeContext,
): Promise<Row> {
  try {
    signal.throwIfAborted()
    const { bytes, format } = await readMeshBytes(path)
    const key = cache.key(bytes, change ? `${format} ${change.name}` : format)
    const kept = await cache.get(key)
    if (kept) return { description: kept, fromCache: true }
    const description = await (change
      ? pool.describe(change.apply(parseMesh(bytes, format), seedOf(key)), options, signal)
      : pool.describeFile(bytes, format, options, signal))
    await cache.put(key, description)
    return { description, fromCache: false }
  } catch (cause) {
    signal.throwIfAborted()
    const { code, message } = toShapekinError(cause)
    if (code.startsWith('output.')) throw cause // a full disk concerns every file
    return { code, message }
  }
}

/** 31 bits of a key, which is a hash in hexadecimal digits. */
const seedOf = (key: string): number => parseInt(key.slice(0, 8), 16) >>> 1
