import type { Progress } from '../shared/progress.js'
import { ShapekinError } from '../shared/errors.js'
import type { RunRequest } from '../shared/schema/runRequest.js'
import { groupShapes } from './cluster/groupShapes.js'
import type { DescribePool } from './descriptor/describePool.js'
import { checkHealthInWorker } from './embedding/checkHealthInWorker.js'
import { embedTable } from './embedding/embedTable.js'
import { needsConsent } from './embedding/finding.js'
import { splitTable } from './embedding/splitTable.js'
import { trainInChild } from './embedding/trainInChild.js'
import { describeShapes } from './job/describeShapes.js'
import type { RunReport } from './job/runReport.js'
import { StageClock, type StageTick } from './job/stageClock.js'
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
  const { preset, count, seed, groups, colors } = request
  const stages = new StageClock(progress, now)

  const recipes = drawRecipes(preset, count, seed)
  const shapes = await stages.time('shapes', (tick) => describeShapes(recipes, blender, pool, tick, signal))
  if (2 * shapes.table.ids.length < count)
    throw new ShapekinError('run.tooFewShapes', { left: shapes.table.ids.length, count })
  const split = splitTable(shapes.table, seed)
  if (groups > shapes.table.ids.length)
    throw new ShapekinError('run.tooManyGroups', { groups, shapes: shapes.table.ids.length })
  const fitted = rowsToFit(shapes.table, split.test, groups)
  const learn = async (trainSeed: number, tick: StageTick) => {
    const options = { seed: trainSeed, groups }
    const training = await trainInChild(
      { ...split, options },
      { progress: ({ done, total }) => tick(done, total), signal },
    )
    const embedding = embedTable(training.checkpoint, shapes.table)
    return { ...training, embedding, groups: await groupShapes(embedding, fitted, groups, signal) }
  }
  const learned = await stages.time('train', (tick) => learn(seed, tick))
  const again = await stages.time('check', (tick) => learn(otherSeed(seed), tick))
  const { report: trainReport, checkpoint, epochs, embedding } = learned
  const { baseline } = trainReport
  const test = trainReport.test ?? trainReport.valid
  const scores = { shapes: split.test.ids.length, learned: test, raw: baseline }
  const health = await checkHealthInWorker(
    { raw: shapes.table, embedding, groups: learned.groups, otherGroups: [again.groups], scores },
    signal,
  )
  const groupOfRow = colors === 'raw' ? await groupShapes(shapes.table, fitted, groups, signal) : learned.groups
  const map = await stages.time('picture', () => runMapInWorker({ embedding, groups: groupOfRow, request }, signal))

  const groupOfShape = new Int32Array(count).fill(-1)
  shapes.recipeOf.forEach((index, row) => (groupOfShape[index] = groupOfRow[row]))
  const isShown = colors !== 'checked' || !needsConsent(health)
  const colored = await stages.time('color', () => blender.colorShapes(groupOfShape, map.palette, isShown))
  const scene = blender.isWindow ? new Map<never, never>() : await stages.time('scene', () => blender.fetchSceneFiles())

  const report: RunReport = {
    ...request,
    blender: blender.blender,
    backend: trainReport.backend,
    versions: { ...versions, ...trainReport.versions },
    stages: stages.seconds,
    refused: shapes.refused,
    colored,
    test,
    baseline,
    health,
  }
  const files = await writeRunFiles(
    folder,
    { recipes, split, checkpoint, epochs, embedding, groups: groupOfRow, map, scene, report },
    now(),
  )
  return { report, files }
}

/** Another training of the same shapes, to see whether the groups hang on chance. */
const otherSeed = (seed: number): number => (seed === 0 ? 1 : seed - 1)

/** Fewer test shapes a group than this make no tree worth cutting. */
const FITTED_PER_GROUP = 5

/** Rows that make the tree: the test shapes, as in the student experiment; every shape where these are too few. */
const rowsToFit = ({ ids }: Table, test: Table, groups: number): number[] => {
  const tested = new Set(test.ids)
  const isEnough = test.ids.length >= FITTED_PER_GROUP * groups
  return ids.map((_, row) => row).filter((row) => !isEnough || tested.has(ids[row]))
}
