import { basename, extname } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import type { WorkContext } from '../../shared/progress.js'
import type { ViewsChoice } from '../../shared/schema/viewsChoice.js'
import { loadCheckpoint } from '../checkpoint/checkpoint.js'
import { describeForCheckpoint, type CheckpointInput, type GivenAxes } from '../checkpoint/describeForCheckpoint.js'
import { embedTable } from '../checkpoint/embedTable.js'
import { shippedCheckpoint } from '../checkpoint/shippedCheckpoint.js'
import { metricOf, type Metric } from '../cluster/rows/metric.js'
import { normalizeRows } from '../table/normalizeRows.js'
import { readTable } from '../table/readTable.js'
import type { Table } from '../table/table.js'
import { isTablePath } from '../table/tableFile.js'
import { describePaths, requireDescribed, type DescribedFiles } from './describePaths.js'
import { judgeSpace, type JudgedSpace, type SpaceReport } from './judgeSpace.js'
import { planLook } from './planLook.js'
import { wordClass } from './wordClass.js'

export interface EvaluateRequest {
  /** Tables (`.tsv`) with classes, each a space of its own; or mesh files and folders. */
  readonly paths: readonly string[]
  /** What the class of a mesh is: the folder that it lies in, or the first word of its name. */
  readonly label: 'folder' | 'word'
  /** Folder of the checkpoint; default: the shipped one that fits. */
  readonly checkpoint?: string | undefined
  readonly axes: GivenAxes
  readonly views: ViewsChoice
  /** Of tables; default cosine for an embedding, l1 for histograms. */
  readonly metric?: Metric | undefined
  /** Of the intervals. */
  readonly seed: number
}

export interface EvaluatedPaths {
  readonly spaces: readonly SpaceReport[]
  readonly notes: readonly string[]
  /** Of mesh files: what they gave, and how they were described. */
  readonly files?: { readonly described: DescribedFiles; readonly input: CheckpointInput }
}

/**
 * Judges by their classes how shapes are compared: tables as they are; of mesh files the raw descriptor, what a checkpoint
 * makes of it, how they look, and both together.
 *
 * @throws ShapekinError `input.invalid`, and as readTable, loadCheckpoint, planLook, describePaths, judgeSpace
 */
export async function evaluatePaths(request: EvaluateRequest, work: WorkContext): Promise<EvaluatedPaths> {
  const { paths, metric, seed } = request
  const tables = paths.filter(isTablePath)
  if (tables.length > 0 && tables.length < paths.length)
    throw new ShapekinError('input.invalid', { field: 'path', problem: 'give tables, or meshes, not both' })
  if (tables.length === 0) {
    const { spaces, ...rest } = await spacesOfMeshes(request, work)
    return { ...rest, spaces: judgeAll(spaces, seed, work) }
  }
  const spaces: JudgedSpace[] = []
  for (const path of tables) {
    const table = await readTable(path)
    spaces.push({ name: basename(path, extname(path)), table, metric: metric ?? metricOf(table.descriptor) })
  }
  return { spaces: judgeAll(spaces, seed, work), notes: [] }
}

function judgeAll(spaces: readonly JudgedSpace[], seed: number, { progress, signal }: WorkContext): SpaceReport[] {
  return spaces.map((space, done) => {
    signal.throwIfAborted()
    progress({ stage: 'judge', done, total: spaces.length })
    const report = judgeSpace(space, seed)
    if (report.asked > 0) return report
    throw new ShapekinError('input.invalid', {
      field: 'path',
      problem: `no class of ${space.name} has two shapes, so nothing can be judged`,
    })
  })
}

async function spacesOfMeshes({ paths, label, checkpoint: given, axes, views }: EvaluateRequest, work: WorkContext) {
  const shipped = shippedCheckpoint(axes.up === 'none' ? 'pretrained-any-up' : 'pretrained')
  const checkpoint = await loadCheckpoint(given ?? shipped)
  const input = describeForCheckpoint(checkpoint, axes)
  const { plan: look, notes } = planLook(checkpoint, input.options, views)
  const described = await describePaths(paths, input.options, { look, up: axes.up }, work)
  requireDescribed(described)
  const { looks } = described
  const table: Table =
    label === 'folder' ? described.table : { ...described.table, classes: described.table.ids.map(wordClass) }
  const learned = embedTable(checkpoint, table)
  const spaces: JudgedSpace[] = [
    { name: 'raw', table, metric: metricOf(table.descriptor) },
    { name: 'learned', table: learned, metric: 'cosine' },
    ...(looks.length > 0
      ? [
          { name: 'views', table: tableOfLooks(table, looks), metric: 'cosine' as const },
          { name: 'together', table: embedTable(checkpoint, table, looks), metric: 'cosine' as const },
        ]
      : []),
  ]
  return { spaces, notes, files: { described, input } }
}

function tableOfLooks(table: Table, looks: readonly Float32Array[]): Table {
  const dimension = looks[0].length
  const values = new Float32Array(looks.length * dimension)
  looks.forEach((look, i) => values.set(look, i * dimension))
  normalizeRows(values, dimension)
  return { ...table, descriptor: { kind: 'foreign', numbers: 'embedding' }, dimension, values }
}
