import { assertNever } from '../../shared/assertNever.js'
import type { SceneRecord, SceneView } from '../../shared/schema/scene.js'
import { sceneWords } from './sceneWords.js'

/** A task on a scene in the form of the API: `GET /api/scenes/ID`. */
export function sceneView({ id, created, file, request, state }: SceneRecord): SceneView {
  const base = { id, created: new Date(created).toISOString(), file, request }
  const { status } = state
  switch (status) {
    case 'queued':
    case 'cancelled':
      return { ...base, status, stage: status, done: 0, total: 0 }
    case 'running':
      return { ...base, status, stage: state.stage, done: state.done, total: state.total }
    case 'done': {
      const { report, files } = state
      const counts = { done: report.objects, total: report.objects }
      return { ...base, status, stage: status, ...counts, report, files, ...sceneWords(report) }
    }
    case 'failed':
      return { ...base, status, stage: status, done: 0, total: 0, error: state.error }
    default:
      return assertNever(status)
  }
}
