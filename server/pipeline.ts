import type { Progress } from '../shared/progress.js'
import { ShapekinError } from '../shared/errors.js'
import type { RunRequest } from '../shared/schema/runRequest.js'
import { groupShapes } from './cluster/groupShapes.js'
import type { DescribePool } from './descriptor/describePool.js'
import { checkHealth } from './embedding/checkHealth.js'
import { embedTable } from './embedding/embedTable.js'
import { splitTable } from './embedding/splitTable.js'
import { trainInChild } from './embedding/trainInChild.js'
import { describeShapes } from './job/describeShapes.js'
import type { RunReport, Scores } from './job/runReport.js'
import { StageClock } from './job/stageClock.js'
import { writeRunFiles } from './job/writeRunFiles.js'
import { runMapInWorker } from './picture/runMapInWorker.js'
import { drawRecipes } from './recipe/drawRecipes.js'
import type { BlenderRun } from './session/blenderRun.js'
import type { Table } from './table/table.js'

export interface RunContext {
  readonly pool: DescribePool
  readonly versions: Readonly<Record<string, string>>
  readonly progress: (progress: Progress) => void
  readonly signal: AbortSignal
  /** Milliseconds. */
  readonly now: () => number
}

/**
 * The whole road of a run: recipes -> meshes from Blender -> histograms -> embedding -> groups -> picture -> colors.
 *
 * @param folder an empty folder; every file of the run is in it at the end
 * @returns the report and the names of the files
 * @throws ShapekinError `run.tooFewShapes`, `run.tooManyGroups`, and what the stations throw
 */
export async function runExperiment(
  request: RunRequest,
  blender: BlenderRun,
  folder: string,
  { pool, versions, progress, signal, now }: RunContext,
): Promise<{ report: RunReport; files: string[] }> {
  const { preset, count, seed, groups } = request
  const stages = new StageClock(progress, now)

  const recipes = drawRecipes(preset, count, seed)
  const shapes = await stages.time('shapes', (tick) => describeShapes(recipes, blender, pool, tick, signal))
  if (2 * shapes.table.ids.length < count)
    throw new ShapekinError('run.tooFewShapes', { left: shapes.table.ids.length, count })
  const split = splitTable(shapes.table, seed)
  if (groups > shapes.table.ids.length)
    throw new ShapekinError('run.tooManyGroups', { groups, shapes: shapes.table.ids.length })
  const training = await stages.time('train', (tick) =>
    trainInChild({ ...split, options: { seed, groups } }, { progress: ({ done, total }) => tick(done, total), signal }),
  )
  const embedding = await stages.time('embed', () => embedTable(training.checkpoint, shapes.table))
  const groupOfRow = await stages.time('cluster', () =>
    groupShapes(embedding, rowsToFit(embedding, split.test, groups), groups, signal),
  )
  const map = await stages.time('picture', () => runMapInWorker({ embedding, groups: groupOfRow, request }, signal))

  const groupOfShape = new Int32Array(count).fill(-1)
  shapes.recipeOf.forEach((index, row) => (groupOfShape[index] = groupOfRow[row]))
  const colored = await stages.time('color', () => blender.colorShapes(groupOfShape, map.palette))
  const scene = blender.isWindow ? new Map<never, never>() : await stages.time('scene', () => blender.fetchSceneFiles())

  const test = scoresOf(training.report.test ?? training.report.valid)
  const baseline = scoresOf(training.report.baseline)
  const report: RunReport = {
    preset,
    count,
    seed,
    groups,
    blender: blender.blender,
    backend: training.report.backend,
    versions: { ...versions, ...training.report.versions },
    stages: stages.seconds,
    refused: shapes.refused,
    colored,
    test,
    baseline,
    health: checkHealth({
      raw: shapes.table,
      embedding,
      groups: groupOfRow,
      scores: { learned: test, raw: baseline },
    }),
  }
  const { checkpoint } = training
  const files = await writeRunFiles(folder, {
    recipes,
    split,
    checkpoint,
    embedding,
    groups: groupOfRow,
    map,
    scene,
    report,
  })
  return { report, files }
}

/** Fewer test shapes a group than this make no tree worth cutting. */
const FITTED_PER_GROUP = 5

/** Rows that make the tree: the test shapes, as in the student experiment; every shape where these are too few. */
const rowsToFit = ({ ids }: Table, test: Table, groups: number): number[] => {
  const tested = new Set(test.ids)
  const isEnough = test.ids.length >= FITTED_PER_GROUP * groups
  return ids.map((_, row) => row).filter((row) => !isEnough || tested.has(ids[row]))
}

const scoresOf = ({ accuracy, ari, map }: Scores): Scores => ({ accuracy, ari, map })
