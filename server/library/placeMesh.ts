import { ShapekinError } from '../../shared/errors.js'
import { parse } from '../../shared/parse.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import type { DescriptorId } from '../../shared/schema/descriptorId.js'
import { loadCheckpoint, type Checkpoint } from '../checkpoint/checkpoint.js'
import { describeForCheckpoint, type CheckpointInput, type GivenAxes } from '../checkpoint/describeForCheckpoint.js'
import { embedTable } from '../checkpoint/embedTable.js'
import { findCheckpoint } from '../checkpoint/findCheckpoint.js'
import { currentDescriptor } from '../descriptor/currentDescriptor.js'
import { DescribePool } from '../descriptor/describePool.js'
import { findInArchive } from '../mesh/archive/findInArchive.js'
import type { MeshInput } from '../mesh/meshSource.js'
import { upInFile } from '../mesh/upInFile.js'
import { compareDescriptors, isEmbedding, nameDescriptor } from '../table/compareDescriptors.js'
import type { Table } from '../table/table.js'
import { ViewPool } from '../views/viewPool.js'
import { planLook } from './planLook.js'
import { onlyShape, ShapeReader } from './shapeReader.js'

export interface TablePlace {
  /** A table. Its dimension tells what it holds where its descriptor does not. */
  readonly table: Pick<Table, 'descriptor'> & Partial<Pick<Table, 'dimension'>>
  /** Path of the table's file; a report beside it may tell where its checkpoint is. */
  readonly path: string
  /** Folder of the checkpoint that made an embedding; default: found by findCheckpoint. */
  readonly checkpoint?: string | undefined
}

export interface PlacedMesh {
  /** (dimension) */
  readonly values: Float32Array
  readonly input: CheckpointInput
  /** What the table was taken for; the mesh was described in the same way. */
  readonly descriptor: DescriptorId
}

/**
 * Describes a mesh file in the way that a table's meshes were described.
 *
 * @throws ShapekinError `input.notFound`, `input.invalid`, `checkpoint.unknown`, `cluster.otherDescriptor`, `views.*`
 * for a table with views, and as ShapeReader, describe, loadCheckpoint
 */
export async function placeMesh(
  path: string,
  { table, path: tablePath, checkpoint: folder }: TablePlace,
  given: GivenAxes,
  signal: AbortSignal,
): Promise<PlacedMesh> {
  const content = await readShape(path, signal)
  const checkpoint = await checkpointOf(table.descriptor, tablePath, folder)
  const asked = checkpoint ? describeForCheckpoint(checkpoint, given) : describeForTable(table.descriptor, given)
  const input = { ...asked, options: { ...asked.options, up: upInFile(path, asked.options.up) } }
  const pool = new DescribePool({ workers: 1 })
  try {
    const looks = checkpoint && hasViews(table) ? [await lookAt(content, checkpoint, input, signal)] : undefined
    const { values } = await pool.describe(content, input.options, signal)
    const descriptor = currentDescriptor(input.options)
    const described: Table = { descriptor, ids: [path], classes: [''], dimension: values.length, values }
    const placed = checkpoint ? embedTable(checkpoint, described, looks) : described
    const { dimension = placed.dimension } = table
    if (compareDescriptors(table.descriptor, placed.descriptor) === 'different' || dimension !== placed.dimension)
      throw new ShapekinError('cluster.otherDescriptor', {
        expected: name({ ...table, dimension }),
        found: name(placed),
      })
    return { values: placed.values, input, descriptor: placed.descriptor }
  } finally {
    await pool.close()
  }
}

async function readShape(path: string, signal: AbortSignal): Promise<MeshInput> {
  const reader = new ShapeReader()
  try {
    return onlyShape(await (await reader.open(await findInArchive(path))).parts('none', signal))
  } finally {
    await reader.close()
  }
}

const checkpointOf = async (
  descriptor: DescriptorId,
  table: string,
  folder: string | undefined,
): Promise<Checkpoint | undefined> => {
  if (folder !== undefined) return loadCheckpoint(folder)
  return isEmbedding(descriptor) ? findCheckpoint(table, descriptor) : undefined
}

const hasViews = ({ descriptor }: Pick<Table, 'descriptor'>): boolean =>
  descriptor.kind === 'embedding' && descriptor.views === true

async function lookAt(
  mesh: MeshInput,
  checkpoint: Checkpoint,
  { options }: CheckpointInput,
  signal: AbortSignal,
): Promise<Float32Array> {
  const { plan } = planLook(checkpoint, options, 'on')
  if (plan === undefined) throw new ShapekinError('views.noBlock', { name: checkpoint.name })
  const pool = new ViewPool({ workers: 1 })
  try {
    return plan.place(await pool.look(mesh, plan.view, signal))
  } finally {
    await pool.close()
  }
}

/** How the table's meshes were described; where the table does not say, the way of the study. */
function describeForTable(descriptor: DescriptorId, { up, center }: GivenAxes): CheckpointInput {
  const known = descriptor.kind === 'chords' || descriptor.kind === 'shape' ? descriptor : { kind: 'chords' }
  const { kind, ...options } = known
  const axes = { ...(up === undefined ? {} : { up }), ...(center === undefined ? {} : { center }) }
  return { options: parse(DescribeOptions, { descriptor: kind, ...options, ...axes }), isUpAssumed: false }
}

const name = ({ descriptor, dimension }: Pick<Table, 'descriptor' | 'dimension'>): string =>
  `${nameDescriptor(descriptor)}, ${dimension} numbers`
