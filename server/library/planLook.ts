import { ShapekinError } from '../../shared/errors.js'
import type { DescribeOptions } from '../../shared/schema/describeOptions.js'
import type { ViewsChoice } from '../../shared/schema/viewsChoice.js'
import type { Checkpoint } from '../checkpoint/checkpoint.js'
import { placeViews } from '../checkpoint/viewBlock.js'
import { findNetwork } from '../views/network/networkFile.js'
import type { LookPlan } from './openLook.js'

export interface PlannedLook {
  /** Undefined = meshes are compared by their geometry alone. */
  readonly plan?: LookPlan
  /** Lines for the user: why there are no views where there could be. */
  readonly notes: readonly string[]
}

/**
 * Whether meshes are looked at for a checkpoint, and how.
 *
 * @param up in the files, as the checkpoint has them described
 * @throws ShapekinError `views.noBlock`, `views.noNetwork` when `choice` is `on` and it can not be
 */
export function planLook(
  { name, views }: Checkpoint,
  { up }: Pick<DescribeOptions, 'up'>,
  choice: ViewsChoice,
): PlannedLook {
  if (choice === 'off') return { notes: [] }
  if (views === undefined) {
    if (choice === 'on') throw new ShapekinError('views.noBlock', { name })
    return { notes: [] }
  }
  const { state, ...found } = findNetwork()
  if (state === 'found') return { plan: { view: { up }, place: (taps) => placeViews(views, taps) }, notes: [] }
  const path = 'path' in found ? found.path : ''
  if (choice === 'on') throw new ShapekinError('views.noNetwork', { path, state })
  return {
    notes: [
      `note      compared by geometry alone: the network that looks at views is ${state}; \`npm run setup views\` fetches it`,
    ],
  }
}
