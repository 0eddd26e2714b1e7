import { z } from 'zod'
import { Evaluation } from './evaluation.js'
import { Finding } from './finding.js'
import { RedrawnShape } from './redrawnShape.js'
import { RunRequest } from './runRequest.js'
import { BACKENDS } from './trainOptions.js'
import { VarietyReport } from './varietyReport.js'

/** `report.json`: the whole record of a run. */
export const RunReport = RunRequest.extend({
  blender: z.string().meta({ description: 'Version of Blender' }),
  backend: z.enum(BACKENDS).meta({ description: 'TensorFlow.js backend that trained' }),
  versions: z.record(z.string(), z.string()),
  stages: z.record(z.string(), z.number()).meta({ description: 'Seconds of each stage' }),
  refused: z.array(z.object({ id: z.string(), reason: z.string() })),
  redrawn: z.array(RedrawnShape).optional().meta({
    description: 'Shapes that were drawn again, as their first meshes were not closed; missing in older reports',
  }),
  variety: VarietyReport.optional().meta({
    description: 'How varied the shapes are in the embedding; missing in older reports',
  }),
  colored: z.int().meta({
    description: 'Objects colored in the scene: none when `health` has a reason to stop and `colors` is `checked`',
  }),
  test: Evaluation.meta({ description: 'The trained network on the test shapes' }),
  baseline: Evaluation.meta({ description: 'The raw histograms on the same shapes' }),
  health: z.array(Finding).meta({ description: 'Reasons not to trust the groups; none found = empty' }),
}).meta({ id: 'RunReport' })
export type RunReport = z.infer<typeof RunReport>
