import { join } from 'node:path'
import { rm } from 'node:fs/promises'
import type { WorkContext } from '../shared/progress.js'
import { ShapekinError } from '../shared/errors.js'
import { DescribeOptions } from '../shared/schema/describeOptions.js'
import type { EpochFigures } from '../shared/schema/liveEvent.js'
import type { RunReport } from '../shared/schema/runReport.js'
import type { RunRequest } from '../shared/schema/runRequest.js'
import { embedTable } from './checkpoint/embedTable.js'
import { describeFamilies } from './cluster/describeFamilies.js'
import { cutGrouping, EXPERIMENT_GROUPING, growGrouping } from './cluster/grouping.js'
import { likenessOf } from './cluster/likeness.js'
import type { Description } from './descriptor/describeMesh.js'
import { describeSource } from './descriptor/describeSource.js'
import type { Executor } from './executor/executor.js'
import { checkHealthInWorker } from './health/checkHealthInWorker.js'
import { needsConsent } from './health/finding.js'
import { composeFamilies } from './library/composeFamilies.js'
import { findClassCenters, nearestClass, shareEqual } from './metrics/nearestCenter.js'
import { palette } from './picture/palette.js'
import { drawInWorker } from './picture/drawInWorker.js'
import type { PictureTask } from './picture/drawPicture.js'
import { treePicture } from './picture/treePicture.js'
import { Drawing } from './recipe/drawing.js'
import { readChoice } from './recipe/recipeChoice.js'
import * as files from './run/artefacts.js'
import { DescriptionLog } from './run/descriptionLog.js'
import { groupsByIndex } from './run/groupsByIndex.js'
import { listFiles } from './run/listFiles.js'
import type { RunWatch } from './run/runWatch.js'
import { Stages, type StageTick } from './run/stages.js'
import type { MeshRunner } from './mesh/meshRunner.js'
import type { MeshSource } from './mesh/meshSource.js'
import type { BlenderRun } from './session/blenderRun.js'
import type { BuildElsewhere } from './session/buildElsewhere.js'
import { splitTable } from './table/splitTable.js'
import type { Table } from './table/table.js'
import { trainInChild } from './training/trainInChild.js'
import { measureVarietyInWorker } from './variety/measureVarietyInWorker.js'

/**
 * The experiment's descriptor: the published 128 numbers of a mesh around the center of its box (docs/descriptors.md).
 */
const EXPERIMENT = DescribeOptions.parse({ descriptor: 'chords', center: 'box' })

export interface RunContext extends WorkContext {
  readonly pool: MeshRunner<DescribeOptions, Description>
  readonly buildElsewhere: BuildElsewhere
  /** Does both trainings. */
  readonly train: Executor
  readonly watch: RunWatch
  readonly versions: Readonly<Record<string, string>>
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Milliseconds of a clock that does not jump when the computer's clock is set. */
  readonly steadyNow: () => number
}

/**
 * All stages of a run: recipes -> meshes from Blender -> histograms -> embedding -> groups -> picture -> colors. The
 * numbers below are the stations in README.md. Each stage writes its files as soon as it ends.
 *
 * @param folder empty, or what an earlier call left when it was killed: the run then goes on where it stopped
 * @returns the report and the names of the files
 * @throws ShapekinError `run.tooFewShapes`, `run.tooManyGroups`, and what the stations throw
 */
export async function runExperiment(
  request: RunRequest,
  blender: BlenderRun,
  folder: string,
  { pool, buildElsewhere, train, watch, versions, progress, signal, now, steadyNow }: RunContext,
): Promise<{ report: RunReport; files: string[] }> {
  const { preset, count, seed, groups, fit, colors } = request
  const stages = new Stages(folder, progress, steadyNow)

  // 0: recipes, plain data.
  const drawing = Drawing.ofSeed(preset, count, seed, readChoice(request))
  await files.writeRecipes(folder, drawing.recipes)

  // 1 to 4: Blender builds the meshes; they come over the socket, are checked, and become 128 numbers each.
  let hasShapes = !stages.isDone('shapes') // whether this Blender built the shapes
  const logPath = join(folder, 'descriptions.jsonl')
  const { table, refused } = await stages.make('shapes', files.shapesTable(EXPERIMENT), async (tick) => {
    const store = await DescriptionLog.open(logPath)
    // In a window that somebody has open, the shapes appear as they are built.
    const elsewhere = blender.isWindow ? undefined : await buildElsewhere(drawing, signal, blender.blender)
    hasShapes = elsewhere === undefined
    const shapes = elsewhere ?? buildDrawn(blender, drawing)
    return describeSource(watch.shapes(shapes), EXPERIMENT, { pool, store, tick, signal })
  })
  await rm(logPath, { force: true })
  if (2 * table.ids.length < count) throw new ShapekinError('run.tooFewShapes', { left: table.ids.length, count })
  if (groups > table.ids.length) throw new ShapekinError('run.tooManyGroups', { groups, shapes: table.ids.length })

  // 5: embedding.
  const split = await stages.make('split', files.splitTables, () => splitTable(table, seed))
  const learn = (trainSeed: number, tick: StageTick, onEpochs?: (epochs: readonly EpochFigures[]) => void) =>
    trainInChild(
      { ...split, options: { seed: trainSeed, groups } },
      {
        progress: ({ done, total, epochs }) => {
          if (epochs) onEpochs?.(epochs)
          tick(done, total)
        },
        signal,
      },
      train,
    )
  const rawAccuracy = shareEqual(nearestClass(split.valid, findClassCenters(split.train)), split.valid.classes)
  const trained = await stages.make('train', files.trainedNetwork(now), (tick) =>
    learn(seed, tick, (epochs) => watch.epochs(epochs, rawAccuracy)),
  )
  // A second training and grouping with another seed shows whether the groups depend on chance.
  const learnAgain = stages.ahead('check', (tick) => learn(otherSeed(seed), tick))
  const embedding = await stages.make('embed', files.embeddingTable, () => embedTable(trained.checkpoint, table))

  // 6: groups; the tree is kept, so that it can be cut again.
  const fitted = rowsToFit(table, split.test, groups, fit)
  const grow = (space: Table) => growGrouping(space, EXPERIMENT_GROUPING, { signal }, fitted)
  const shown = colors === 'raw' ? table : embedding
  const grouping = await stages.make('tree', files.dendrogram(colors === 'raw' ? 'shapes' : 'embedding'), () =>
    grow(shown),
  )
  const labels = await stages.make('cut', files.groupLabels(shown, split), () =>
    cutGrouping(grouping, shown, { groups }),
  )

  // 7: picture and colors. The second training goes on meanwhile.
  const groupColors = palette(groups)
  const title = `${table.ids.length} shapes in ${groups} groups`
  const subtitle = `preset ${preset}, seed ${seed}`
  const look = { palette: groupColors, title, subtitle }
  const likeness = likenessOf(EXPERIMENT_GROUPING.metric, shown.values, shown.dimension)
  const pictures: readonly PictureTask[] = [
    { picture: 'map', embedding, groups: labels, ...look },
    treePicture({ grouping, table: shown, groups: labels, farthest: likeness.distanceOf(0), ...look }),
    { picture: 'curves', epochs: trained.epochs ?? [], rawAccuracy, title, subtitle },
  ]
  const drawPictures = stages.ahead('picture', () => drawInWorker(pictures, signal))
  const measureVariety = stages.ahead('variety', () => measureVarietyInWorker(embedding, signal))

  const { baseline } = trained.report
  const test = trained.report.test ?? trained.report.valid
  const health = await stages.make('check', files.healthFindings, async (tick) => {
    const regroup = async (space: Table) => cutGrouping(await grow(space), space, { groups })
    const again = await learnAgain(tick)
    const input = {
      raw: table,
      embedding,
      groups: colors === 'raw' ? await regroup(embedding) : labels,
      otherGroups: [await regroup(embedTable(again.checkpoint, table))],
      scores: { shapes: split.test.ids.length, learned: test, raw: baseline },
    }
    return checkHealthInWorker(input, signal)
  })

  const variety = await stages.run('variety', measureVariety)

  await stages.make('picture', files.pictureFiles('map', 'tree', 'curves'), drawPictures)
  await stages.make('families', files.familiesFiles, async () => {
    const { ids, values, dimension } = shown
    const rows = { values, count: ids.length, dimension }
    return composeFamilies({
      title,
      ids,
      families: describeFamilies(rows, labels, EXPERIMENT_GROUPING.metric, likeness),
      pictures: await watch.pictures(),
      colors: groupColors,
      names: groupColors.map((_, group) => `group ${group}`), // not named after classes, which they are not made from
    })
  })
  if (!hasShapes) await stages.run('rebuild', (tick) => buildAgain(blender, drawing, tick))
  await files.writeRecipes(folder, drawing.recipes)
  const built = drawing.recipes.map(({ id }) => id)
  const groupOfShape = groupsByIndex(built, table.ids, labels)
  const isShown = colors !== 'checked' || !needsConsent(health)
  const colored = await stages.run('color', () => blender.colorShapes(groupOfShape, groupColors, isShown))
  // In a window that somebody has open, nothing is saved.
  if (!blender.isWindow) await stages.make('scene', files.sceneFiles, () => blender.fetchSceneFiles())

  const report: RunReport = {
    ...request,
    blender: blender.blender,
    backend: trained.report.backend,
    versions: { ...versions, ...trained.report.versions },
    stages: stages.seconds,
    refused: refused.map(({ id, message }) => ({ id, reason: message })),
    redrawn: drawing.redrawn,
    variety,
    colored,
    test,
    baseline,
    health: [...health],
  }
  await files.reportFile.write(folder, report)
  await stages.close()
  return { report, files: await listFiles(folder) }
}

/** The seed of the second training. */
const otherSeed = (seed: number): number => (seed === 0 ? 1 : seed - 1)

/** With fewer test shapes for each group than this, a tree of them is not worth cutting. */
const FITTED_PER_GROUP = 5

/**
 * Ids of the rows that make the tree: the test shapes where the request asks for that and there are enough, else all
 * shapes.
 */
const rowsToFit = ({ ids }: Table, test: Table, groups: number, fit: RunRequest['fit']): number[] => {
  const tested = new Set(test.ids)
  const isTestOnly = fit === 'test' && test.ids.length >= FITTED_PER_GROUP * groups
  return ids.map((_, row) => row).filter((row) => !isTestOnly || tested.has(ids[row]))
}

/** Builds the shapes of a drawing; shapes with a bad mesh are drawn again. */
const buildDrawn = (blender: BlenderRun, drawing: Drawing): MeshSource =>
  blender.buildShapes(drawing.recipes, (index, shape) => drawing.drawAgain(index, shape))

/** Builds the shapes in a Blender that did not build them when they were described, so that it can color them. */
async function buildAgain(blender: BlenderRun, drawing: Drawing, tick: StageTick): Promise<void> {
  let done = 0
  for await (const _ of buildDrawn(blender, drawing)) tick(++done, drawing.recipes.length)
}
