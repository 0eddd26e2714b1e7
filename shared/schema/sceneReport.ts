import { z } from 'zod'
import { Finding } from './finding.js'
import { SceneDuplicatesRequest, SceneRequest, SceneSimilarRequest, SceneSortRequest } from './sceneRequest.js'

/** Fields in the report of every task. */
const common = {
  blender: z.string().meta({ description: 'Version of Blender' }),
  versions: z.record(z.string(), z.string()),
  stages: z.record(z.string(), z.number()).meta({ description: 'Seconds of each stage' }),
  objects: z.int(),
  shapes: z.int().meta({ description: 'Different meshes among the objects' }),
  compared: z
    .array(z.enum(['form', 'looks', 'size', 'raw numbers']))
    .meta({ description: 'By what the objects were compared in the end' }),
  hints: z.array(z.string()).meta({ description: 'What would make the result better, a sentence each' }),
  leftOut: z
    .array(
      z.object({
        id: z.string(),
        code: z.string().meta({ description: 'One of docs/errors.md' }),
        message: z.string(),
      }),
    )
    .meta({ description: 'Objects that could not be compared' }),
}

/** `report.json` of a grouped scene. */
export const GroupReport = SceneRequest.extend({
  task: z.literal('group'),
  ...common,
  sizes: z.array(z.int()).meta({ description: 'Objects of each group, the largest first' }),
  names: z
    .array(z.string())
    .default([])
    .meta({ description: 'Name of each group: as a person has named it in the panel, else after its objects' }),
  colored: z.int(),
  wishes: z.boolean().default(false).meta({
    description:
      'Whether what a person said about single objects ("not of this group", "belong together") decided, too',
  }),
  health: z.array(Finding).meta({ description: 'Reasons not to trust the groups; none found = empty' }),
})
export type GroupReport = z.infer<typeof GroupReport>

/** `report.json` of a scene that was sorted. */
export const SortReport = SceneSortRequest.extend({
  task: z.literal('sort'),
  ...common,
  kinds: z.record(z.string(), z.int()).meta({ description: 'Objects of each kind that was learned from' }),
  placed: z.int().meta({ description: 'Objects that were sorted' }),
  expected: z.number().meta({ description: 'How many of them are right, by their confidence' }),
  space: z.string().meta({ description: 'The way to compare that told the sorted objects apart best' }),
  leaveOneOut: z
    .record(z.string(), z.number())
    .meta({ description: 'Share of the sorted meshes whose nearest other one is of their kind, by way to compare' }),
  confidence: z.enum(['chance', 'belonging']),
})
export type SortReport = z.infer<typeof SortReport>

/** `report.json` of a search for duplicates in a scene. */
export const DuplicatesReport = SceneDuplicatesRequest.extend({
  task: z.literal('duplicates'),
  ...common,
  duplicates: z.int().meta({ description: 'Objects whose mesh is that of another one' }),
  shared: z.int().meta({ description: 'Objects that share their mesh with an earlier one already' }),
})
export type DuplicatesReport = z.infer<typeof DuplicatesReport>

/** `report.json` of a search for objects that are like a given one. */
export const SimilarReport = SceneSimilarRequest.extend({
  task: z.literal('similar'),
  ...common,
  nearest: z
    .array(
      z.object({
        id: z.string(),
        class: z.string(),
        from: z.enum(['scene', 'library']),
        likeness: z.number().meta({ description: 'In percent' }),
        distance: z.number(),
      }),
    )
    .meta({ description: 'The most alike first' }),
})
export type SimilarReport = z.infer<typeof SimilarReport>

export const SceneReport = z
  .discriminatedUnion('task', [GroupReport, SortReport, DuplicatesReport, SimilarReport])
  .meta({ id: 'SceneReport' })
export type SceneReport = z.infer<typeof SceneReport>
