import { isOfNoShape } from '../../shared/errors.js'
import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import type { Mesh } from '../mesh/mesh.js'
import type { MeshRunner } from '../mesh/meshRunner.js'
import type { MeshInput, MeshSource, SourcedShape } from '../mesh/meshSource.js'
import { refusalOf, type OrRefused, type Refusal } from '../mesh/refusal.js'
import { toMesh } from '../mesh/toMesh.js'
import { workThrough } from '../system/workThrough.js'
import type { Table } from '../table/table.js'
import { contentKey, seedOfKey } from './contentKey.js'
import { currentDescriptor } from './currentDescriptor.js'
import type { Description } from './describeMesh.js'

/** A shape that could not be described, and why. */
export interface RefusedShape extends Refusal {
  readonly id: string
  readonly class: string
}

/** What a source has given, in the order of the source. */
export interface DescribedShapes {
  readonly table: Table
  /** (rows of the table) the rest of each description. */
  readonly meshes: readonly Omit<Description, 'values'>[]
  readonly refused: readonly RefusedShape[]
  /** Number of shapes whose descriptions were kept from before. */
  readonly known: number
  /** (rows of the table) what DescribeContext.look gave; empty without it. */
  readonly looks: readonly Float32Array[]
}

/** Keeps descriptions under the key of a mesh's content, so that no content is described twice. */
export interface DescriptionStore {
  get(key: string, options: DescribeOptions): Promise<Description | undefined>
  put(key: string, description: Description, options: DescribeOptions): Promise<void>
}

/** A change made to every mesh before it is described. */
export interface MeshChange {
  /** Identifies the change, apart from the seed; descriptions are kept under it. */
  readonly name: string
  /** @param seed 0 ... 2^31 - 1, from the mesh's content: the same mesh is always changed in the same way */
  readonly apply: (mesh: Mesh, seed: number) => Mesh
}

/**
 * Computes something else for each mesh, beside its description.
 *
 * @param key contentKey of the mesh
 * @param up  axis that points up in it, where known
 * @throws ShapekinError for a mesh that is then refused
 */
export type Look = (
  mesh: MeshInput,
  key: string,
  up: DescribeOptions['up'],
  signal: AbortSignal,
) => Promise<Float32Array>

export interface DescribeContext {
  readonly pool: MeshRunner<DescribeOptions, Description>
  /** Looked up before a mesh is described; receives every new description. */
  readonly store: DescriptionStore
  readonly change?: MeshChange
  /** Called with meshes as they are, without the change. */
  readonly look?: Look
  readonly tick: (done: number, total: number) => void
  readonly signal: AbortSignal
}

interface Described {
  readonly description: Description
  readonly isKnown: boolean
  readonly look?: Float32Array
}
type Outcome = OrRefused<Described>

interface Row {
  readonly id: string
  readonly class: string
  readonly outcome: Outcome
}

/**
 * Describes whatever a source gives, as many shapes at a time as the pool takes. A bad shape is refused and stops
 * nothing. Where the source knows which axis points up in a shape, that is taken in place of `options.up`, unless the
 * options need no up axis.
 *
 * @throws ShapekinError `cancelled`, `output.*` when nothing more can be kept, `queue.*`, and what the source throws
 */
export async function describeSource(
  source: MeshSource,
  options: DescribeOptions,
  context: DescribeContext,
): Promise<DescribedShapes> {
  const { pool, tick, signal } = context
  const rows: Row[] = []
  let done = 0
  // One shape more than the pool works on, so that the next mesh is fetched meanwhile.
  await workThrough(
    source,
    pool.workers + 1,
    async ({ index, id, class: label, shape, up = options.up }, inner) => {
      const own = options.up === 'none' ? options : { ...options, up }
      rows[index] = { id, class: label, outcome: await describeShape(shape, own, { ...context, signal: inner }) }
      tick(++done, source.count)
    },
    signal,
  )
  signal.throwIfAborted()
  return gather(rows, options)
}

async function describeShape(
  shape: SourcedShape['shape'],
  options: DescribeOptions,
  context: DescribeContext,
): Promise<Outcome> {
  const { signal, look } = context
  if ('refused' in shape) return shape
  try {
    signal.throwIfAborted()
    const described = await describeKnown(shape, options, context)
    return look ? { ...described, look: await look(shape, contentKey(shape), options.up, signal) } : described
  } catch (cause) {
    signal.throwIfAborted()
    const refused = refusalOf(cause)
    if (isOfNoShape(refused.code)) throw cause
    return { refused }
  }
}

async function describeKnown(
  mesh: MeshInput,
  options: DescribeOptions,
  { pool, store, signal, change }: DescribeContext,
): Promise<Described> {
  const key = contentKey(mesh, change?.name)
  const kept = await store.get(key, options)
  if (kept) return { description: kept, isKnown: true }
  const input = change ? change.apply(await toMesh(mesh), seedOfKey(key)) : mesh
  const description = await pool.run(input, options, signal)
  await store.put(key, description, options)
  return { description, isKnown: false }
}

function gather(rows: readonly Row[], options: DescribeOptions): DescribedShapes {
  const good = rows.flatMap(({ outcome, ...row }) => ('description' in outcome ? [{ ...row, ...outcome }] : []))
  const dimension = good[0]?.description.values.length ?? 0
  const values = new Float32Array(good.length * dimension)
  good.forEach(({ description }, i) => values.set(description.values, i * dimension))
  return {
    table: {
      descriptor: currentDescriptor(options),
      ids: good.map(({ id }) => id),
      classes: good.map((row) => row.class),
      dimension,
      values,
    },
    meshes: good.map(({ description: { values: _, ...rest } }) => rest),
    refused: rows.flatMap(({ outcome, ...row }) => ('refused' in outcome ? [{ ...row, ...outcome.refused }] : [])),
    known: good.filter(({ isKnown }) => isKnown).length,
    looks: good.flatMap(({ look }) => (look ? [look] : [])),
  }
}
