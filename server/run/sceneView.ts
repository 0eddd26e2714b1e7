import { assertNever } from '../../shared/assertNever.js'
import type { SceneRecord, SceneView } from '../../shared/schema/scene.js'
import type { SceneReport } from '../../shared/schema/sceneReport.js'

/** A grouping as the API gives it: `GET /api/scenes/ID`. */
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

/** What came of a grouping, for people: `112 objects in 10 groups by form and looks; 3 left out.` */
export const sceneWords = ({ objects, sizes, leftOut, compared, hints, health }: SceneReport) => ({
  summary:
    `${counted(objects, 'object')} in ${counted(sizes.length, 'group')} by ${listed(compared)}` +
    (leftOut.length > 0 ? `; ${leftOut.length} left out.` : '.'),
  notes: [...hints, ...health.map(({ text }) => text)],
})

const listed = (words: readonly string[]): string =>
  [words.slice(0, -1).join(', '), words.at(-1)].filter(Boolean).join(' and ')

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
