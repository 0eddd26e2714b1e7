import { z } from 'zod'
import { RunId } from './run.js'

/** State and progress of a run, in a few bytes. */
export const RunProgress = z.object({
  id: RunId,
  status: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  stage: z.string().meta({ description: 'The stage that is under way; else the same as `status`' }),
  done: z.int(),
  total: z.int().meta({ description: '0 = not known' }),
  secondsLeft: z.number().nullable().meta({ description: 'Of this stage; null = not known yet' }),
})
export type RunProgress = z.infer<typeof RunProgress>

/** Figures of a training after an epoch. */
export const EpochFigures = z.object({
  epoch: z.int().meta({ description: 'From 1 on' }),
  learningRate: z.number(),
  loss: z.number().meta({ description: 'Mean over the batches of the epoch' }),
  validLoss: z.number().optional().meta({ description: 'The same loss on shapes that are not trained on' }),
  validAccuracy: z
    .number()
    .optional()
    .meta({ description: 'Share of the shapes not trained on whose nearest class center is right' }),
})
export type EpochFigures = z.infer<typeof EpochFigures>

/** A shape that Blender has built. */
export const SeenShape = z.object({
  index: z.int().meta({ description: 'Its number in the run' }),
  id: z.string(),
  class: z.string(),
  key: z.string().meta({ description: 'Of its content: name for `/api/thumbnails/KEY` and `/api/meshes/KEY`' }),
})
export type SeenShape = z.infer<typeof SeenShape>

/** What is known about a run while it is made. */
export const LiveRun = z
  .object({
    progress: RunProgress,
    stages: z
      .array(z.object({ name: z.string(), seconds: z.number() }))
      .meta({ description: 'Stages that have ended, in order' }),
    epochs: z.array(EpochFigures),
    rawAccuracy: z.number().nullable().meta({ description: '`validAccuracy` of the raw numbers, without the network' }),
    shapes: z.array(SeenShape),
  })
  .meta({ id: 'LiveRun' })
export type LiveRun = z.infer<typeof LiveRun>

/** Progress of a map of neighbors, which takes seconds to make. */
export const NeighborMapProgress = RunProgress.pick({ done: true, total: true, secondsLeft: true }).extend({
  kind: z.enum(['run', 'scene', 'library']).meta({ description: 'What the map shows' }),
  id: z.string().meta({ description: 'Of the run or the scene; empty for the library' }),
})
export type NeighborMapProgress = z.infer<typeof NeighborMapProgress>

/** The events of `GET /api/events`, sent as they happen. */
export const LiveEvent = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('run'), run: RunProgress }),
    z.object({
      type: z.literal('epochs'),
      run: RunId,
      epochs: z.array(EpochFigures),
      rawAccuracy: z.number().nullable(),
    }),
    z.object({ type: z.literal('shapes'), run: RunId, shapes: z.array(SeenShape) }),
    z.object({ type: z.literal('removed'), run: RunId }),
    z.object({
      type: z.literal('scene'),
      scene: RunId.meta({ description: 'Scene whose state or notes have changed' }),
    }),
    z
      .object({ type: z.literal('selection') })
      .meta({ description: 'Others are selected in the scene open in Blender' }),
    NeighborMapProgress.extend({ type: z.literal('neighborMap') }),
    z.object({ type: z.literal('library') }).meta({ description: 'It holds something else, or is at another stage' }),
  ])
  .meta({ id: 'LiveEvent' })
export type LiveEvent = z.infer<typeof LiveEvent>
