import { basename, extname, resolve } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import type { WorkContext } from '../../shared/progress.js'
import type { ViewsChoice } from '../../shared/schema/viewsChoice.js'
import { loadCheckpoint } from '../checkpoint/checkpoint.js'
import { describeForCheckpoint, type CheckpointInput, type GivenAxes } from '../checkpoint/describeForCheckpoint.js'
import { embedTable } from '../checkpoint/embedTable.js'
import { pretrainedCheckpoint } from '../checkpoint/shippedCheckpoint.js'
import { metricOf, type Metric } from '../cluster/rows/metric.js'
import { normalizeRows } from '../table/normalizeRows.js'
import { readTable } from '../table/readTable.js'
import type { Table } from '../table/table.js'
import { isTablePath } from '../table/tableFile.js'
import { describePaths, requireDescribed, type DescribedFiles } from './describePaths.js'
import { nameRoots } from './nameRoots.js'
import { judgeInWorker } from './judgeInWorker.js'
import type { JudgedSpace, SpaceReport } from './judgeSpace.js'
import { planLook } from './planLook.js'
import { wordClass } from './wordClass.js'

export interface EvaluateRequest {
  /** Tables (`.tsv`, `.csv`, `.parquet`) with classes, each a space of its own; or mesh files and folders. */
  readonly paths: readonly string[]
  /** Where the class of a mesh comes from: the folder that it lies in, or the first word of its name. */
  readonly label: 'folder' | 'word'
  /** Folder of the checkpoint; default: the shipped one that fits. */
  readonly checkpoint?: string | undefined
  readonly axes: GivenAxes
  readonly views: ViewsChoice
  /** For tables; default cosine for an embedding, l1 for histograms. */
  readonly metric?: Metric | undefined
  /** Seed of the random numbers behind the intervals. */
  readonly seed: number
}

export interface EvaluatedPaths {
  readonly spaces: readonly SpaceReport[]
  readonly notes: readonly string[]
  /** For mesh files: what they gave, and how they were described. */
  readonly files?: { readonly described: DescribedFiles; readonly input: CheckpointInput }
}

/**
 * Judges ways to compare shapes by the shapes' classes. Tables are judged as they are. For mesh files, four spaces are
 * judged: the raw descriptor, the embedding of a checkpoint, the views, and the last two together.
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
    return { ...rest, spaces: await judgeAll(spaces, seed, work) }
  }
  const spaces: JudgedSpace[] = []
  for (const { path, name } of nameTables(tables)) {
    const table = await readTable(path)
    spaces.push({ name, table, metric: metric ?? metricOf(table.descriptor) })
  }
  return { spaces: await judgeAll(spaces, seed, work), notes: [] }
}

/**
 * Names the tables, each once. Tables with the same file name are told apart by as much of their paths as that takes.
 */
function nameTables(paths: readonly string[]): { readonly path: string; readonly name: string }[] {
  const all = [...new Set(paths.map((path) => resolve(path)))]
  const names = all.map((path) => basename(path, extname(path)))
  const areApart = new Set(names).size === names.length
  const ends = areApart ? names : nameRoots(all).map(({ prefix }) => prefix.slice(0, -1))
  return all.map((path, i) => ({ path, name: ends[i] }))
}

async function judgeAll(spaces: readonly JudgedSpace[], seed: number, work: WorkContext): Promise<SpaceReport[]> {
  const reports: SpaceReport[] = []
  for (const space of spaces) {
    const report = await judgeInWorker({ space, seed }, work)
    if (report.asked === 0)
      throw new ShapekinError('input.invalid', {
        field: 'path',
        problem: `no class of ${space.name} has two shapes, so nothing can be judged`,
      })
    reports.push(report)
  }
  return reports
}

async function spacesOfMeshes({ paths, label, checkpoint: given, axes, views }: EvaluateRequest, work: WorkContext) {
  const checkpoint = await loadCheckpoint(given ?? pretrainedCheckpoint(axes.up))
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
