import { counted } from '../../shared/counted.js'
import type { SceneReport } from '../../shared/schema/sceneReport.js'

/**
 * The largest groups of a report, by size and name: `14  Chair`. At most `most` of those with at least two objects.
 */
export function groupLines(report: SceneReport, most = 20): string[] {
  if (report.task !== 'group') return []
  const groups = report.sizes.flatMap((size, group) => (size > 1 ? [{ size, name: report.names[group] ?? '' }] : []))
  const lines = groups.slice(0, most).map(({ size, name }) => `${String(size).padStart(7)}   ${name}`)
  const alone = report.sizes.length - groups.length
  const rest = [
    ...(groups.length > most ? [`${groups.length - most} more groups`] : []),
    ...(alone > 0 ? [`${counted(alone, 'object')} alone`] : []),
  ]
  return rest.length > 0 ? [...lines, `${' '.repeat(10)}and ${rest.join(', ')}`] : lines
}
