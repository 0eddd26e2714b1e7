import { ShapekinError } from '../../shared/errors.js'
import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import type { SceneReport } from '../../shared/schema/sceneReport.js'
import type { SceneRequest } from '../../shared/schema/sceneRequest.js'
import { loadCheckpoint, type Checkpoint } from '../checkpoint/checkpoint.js'
import { describeForCheckpoint } from '../checkpoint/describeForCheckpoint.js'
import { pretrainedCheckpoint } from '../checkpoint/shippedCheckpoint.js'
import type { LookPlan } from '../library/openLook.js'
import { planLook } from '../library/planLook.js'

/** How the meshes of a scene are described and compared. */
export interface Comparison {
  readonly checkpoint: Checkpoint
  readonly options: DescribeOptions
  /** Undefined = meshes are not looked at. */
  readonly look?: LookPlan | undefined
  readonly isRaw: boolean
  /** What is compared, for the report. */
  readonly compared: SceneReport['compared']
  readonly hints: readonly string[]
}

/** Plans the comparison. @throws ShapekinError `input.invalid` for raw numbers with views, and as planLook */
export async function planComparison({
  up,
  numbers,
  views,
  scale,
}: Pick<SceneRequest, 'up' | 'numbers' | 'views' | 'scale'>): Promise<Comparison> {
  const isRaw = numbers === 'raw'
  if (isRaw && views === 'on')
    throw new ShapekinError('input.invalid', { field: 'views', problem: 'raw numbers know nothing of how shapes look' })
  const checkpoint = await loadCheckpoint(pretrainedCheckpoint(up))
  const { options } = describeForCheckpoint(checkpoint, { up })
  const { plan: look, notes } = planLook(checkpoint, options, isRaw ? 'off' : views)
  const size = scale === 'counts' ? (['size'] as const) : []
  return {
    checkpoint,
    options,
    look,
    isRaw,
    compared: isRaw ? ['raw numbers', ...size] : look ? ['form', 'looks', ...size] : ['form', ...size],
    hints: notes.map((note) => note.replace(/^note +/, '')),
  }
}
