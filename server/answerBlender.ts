import type { Logger } from 'pino'
import { toShapekinError } from '../shared/errors.js'
import type { ClientMessage } from '../shared/schema/messages.js'
import type { AllowedFolders } from './http/allowedFolders.js'
import type { Runs } from './run/runs.js'
import type { Scenes } from './run/scenes.js'
import type { BlenderLink } from './session/blenderLink.js'
import type { LinkedSelection } from './session/linkedSelection.js'
import type { RunColors } from './session/runColors.js'
import type { LinkedNotes } from './shown/linkedNotes.js'

export interface BlenderDesk {
  readonly runs: Runs
  readonly scenes: Scenes
  readonly folders: AllowedFolders
  readonly selection: LinkedSelection
  readonly notes: LinkedNotes
  readonly colors: RunColors
}

/** Does what a Blender asks for by itself, without having been asked. What is refused it is told, and the log. */
export function answerBlender(desk: BlenderDesk, log: Logger, link: BlenderLink, message: ClientMessage): void {
  const { runs, scenes, folders, selection, notes, colors } = desk
  const refuse = (cause: unknown) => {
    const error = toShapekinError(cause)
    log.warn({ code: error.code, error: error.message }, 'request of Blender refused')
    link.send({ type: 'error', code: error.code, message: error.message, run_id: null })
  }
  try {
    if (message.type === 'start_run') runs.start(message.request, link)
    if (message.type === 'start_scene') {
      folders.checkTask(message.request)
      scenes.start(message.request, link)
    }
    if (message.type === 'selected_objects') selection.hear(message.objects)
    if (message.type === 'open_groupings') notes.open(link, message)
    if (message.type === 'scene_notes') notes.hear(link, message).catch(refuse)
    if (message.type === 'colored_again') colors.hear(link, message)
    if (message.type === 'cancel_run') (scenes.has(message.run_id) ? scenes : runs).cancel(message.run_id)
  } catch (cause) {
    refuse(cause)
  }
}
