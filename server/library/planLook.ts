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
  /** Sentences for the user that say why there are no views where there could be. */
  readonly notes: readonly string[]
}

/**
 * Decides whether meshes are looked at for a checkpoint, and how.
 *
 * @param up axis that points up, from the options that the checkpoint describes meshes with
 * @throws ShapekinError `views.noBlock`, `views.otherBlock`, `views.noNetwork` when `choice` is `on` and views are not available
 */
export function planLook(
  { name, views, hasOtherViews }: Checkpoint,
  { up }: Pick<DescribeOptions, 'up'>,
  choice: ViewsChoice,
): PlannedLook {
  if (choice === 'off') return { notes: [] }
  if (views === undefined) {
    if (choice === 'on') throw new ShapekinError(hasOtherViews ? 'views.otherBlock' : 'views.noBlock', { name })
    return {
      notes: hasOtherViews
        ? [
            `note      compared by geometry alone: the checkpoint ${name} knows the views of another version of Shapekin`,
          ]
        : [],
    }
  }
  if (canLook(choice)) return { plan: { view: { up }, place: (sight) => placeViews(views, sight) }, notes: [] }
  return {
    notes: [
      'note      compared by geometry alone: the network that looks at views is not installed; `npm run setup views` fetches it',
    ],
  }
}

/**
 * Whether there is a network to look with.
 * @throws ShapekinError `views.noNetwork` when `choice` is `on` and there is none
 */
export function canLook(choice: ViewsChoice): boolean {
  if (choice === 'off') return false
  const found = findNetwork()
  if (found.state === 'found') return true
  if (choice === 'on') throw new ShapekinError('views.noNetwork', { path: found.path, state: found.state })
  return false
}
