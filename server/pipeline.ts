import type { Progress } from '../shared/progress.js'
import { ShapekinError } from '../shared/errors.js'
import type { RunRequest } from '../shared/schema/runRequest.js'
import { groupShapes } from './cluster/groupShapes.js'
import type { DescribePool } from './descriptor/describePool.js'
import { checkHealthInWorker } from './health/checkHealthInWorker.js'
import { embedTable } from './checkpoint/embedTable.js'
import { needsConsent } from './health/finding.js'
import { splitTable } from './table/splitTable.js'
import { trainInChild } from './training/trainInChild.js'
import { describeShapes } from './run/describeShapes.js'
import type { RunReport } from './run/runReport.js'
import { StageClock, type StageTick } from './run/stageClock.js'
import { writeRunFiles } from './run/writeRunFiles.js'
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
 * The numbers below are the stations of README.md.
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

  // 0: recipes, plain data.
  const recipes = drawRecipes(preset, count, seed)

  // 1 to 4: Blender builds the meshes; they come over the socket, are checked, and become 128 numbers each.
  const { table, recipeOf, refused } = await stages.time('shapes', (tick) =>
    describeShapes(recipes, blender, pool, tick, signal),
  )
  if (2 * table.ids.length < count) throw new ShapekinError('run.tooFewShapes', { left: table.ids.length, count })
  if (groups > table.ids.length) throw new ShapekinError('run.tooManyGroups', { groups, shapes: table.ids.length })

  // 5 and 6: embedding and groups; all of it twice, to see whether the groups hang on chance.
  const split = splitTable(table, seed)
  const fitted = rowsToFit(table, split.test, groups)
  const learn = async (trainSeed: number, tick: StageTick) => {
    const tables = { ...split, options: { seed: trainSeed, groups } }
    const training = await trainInChild(tables, { progress: ({ done, total }) => tick(done, total), signal })
    const embedding = embedTable(training.checkpoint, table)
    return { ...training, embedding, groups: await groupShapes(embedding, fitted, groups, signal) }
  }
  const learned = await stages.time('train', (tick) => learn(seed, tick))
  const again = await stages.time('check', (tick) => learn(otherSeed(seed), tick))
  const { report: trained, checkpoint, epochs, embedding } = learned
  const { baseline } = trained
  const test = trained.test ?? trained.valid
  const scores = { shapes: split.test.ids.length, learned: test, raw: baseline }
  const health = await checkHealthInWorker(
    { raw: table, embedding, groups: learned.groups, otherGroups: [again.groups], scores },
    signal,
  )

  // 7: picture and colors; in somebody's window nothing is saved.
  const groupOfRow = colors === 'raw' ? await groupShapes(table, fitted, groups, signal) : learned.groups
  const map = await stages.time('picture', () => runMapInWorker({ embedding, groups: groupOfRow, request }, signal))
  const groupOfShape = new Int32Array(count).fill(-1)
  recipeOf.forEach((index, row) => (groupOfShape[index] = groupOfRow[row]))
  const isShown = colors !== 'checked' || !needsConsent(health)
  const colored = await stages.time('color', () => blender.colorShapes(groupOfShape, map.palette, isShown))
  const scene = blender.isWindow ? new Map<never, never>() : await stages.time('scene', () => blender.fetchSceneFiles())

  const report: RunReport = {
    ...request,
    blender: blender.blender,
    backend: trained.backend,
    versions: { ...versions, ...trained.versions },
    stages: stages.seconds,
    refused,
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

/** Of the second training. */
const otherSeed = (seed: number): number => (seed === 0 ? 1 : seed - 1)

/** Fewer test shapes a group than this make no tree worth cutting. */
const FITTED_PER_GROUP = 5

/** Rows that make the tree: the test shapes, as in the student experiment; every shape where these are too few. */
const rowsToFit = ({ ids }: Table, test: Table, groups: number): number[] => {
  const tested = new Set(test.ids)
  const isEnough = test.ids.length >= FITTED_PER_GROUP * groups
  return ids.map((_, row) => row).filter((row) => !isEnough || tested.has(ids[row]))
}
