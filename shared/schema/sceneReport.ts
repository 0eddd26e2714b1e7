import { z } from 'zod'
import { Finding } from './finding.js'
import { SceneRequest } from './sceneRequest.js'

/** `report.json` of a grouped scene. */
export const SceneReport = SceneRequest.extend({
  blender: z.string().meta({ description: 'Version of Blender' }),
  versions: z.record(z.string(), z.string()),
  stages: z.record(z.string(), z.number()).meta({ description: 'Seconds of each stage' }),
  objects: z.int(),
  shapes: z.int().meta({ description: 'Different meshes among the objects' }),
  compared: z
    .array(z.enum(['form', 'looks', 'size', 'raw numbers']))
    .meta({ description: 'By what the objects were compared in the end' }),
  hints: z.array(z.string()).meta({ description: 'What would make the groups better, a sentence each' }),
  leftOut: z
    .array(
      z.object({
        id: z.string(),
        code: z.string().meta({ description: 'One of docs/errors.md' }),
        message: z.string(),
      }),
    )
    .meta({ description: 'Objects that have no group' }),
  sizes: z.array(z.int()).meta({ description: 'Objects of each group, the largest first' }),
  colored: z.int(),
  health: z.array(Finding).meta({ description: 'Reasons not to trust the groups; none found = empty' }),
}).meta({ id: 'SceneReport' })
export type SceneReport = z.infer<typeof SceneReport>
