import { ShapekinError } from '../../shared/errors.js'

/** The reason for aborting work that is left to the next server. */
export const stopped = (): ShapekinError => new ShapekinError('run.stopped')

export const isStopped = (reason: unknown): boolean => reason instanceof ShapekinError && reason.code === 'run.stopped'
