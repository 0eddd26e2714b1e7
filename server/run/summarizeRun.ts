import { COLORS_HELD } from '../../shared/findingTable.js'
import type { RunReport } from '../../shared/schema/runReport.js'
import { needsConsent } from '../health/finding.js'

/** The result of a run in a line or two, for the panel, the page and the API. */
export const summarizeRun = (report: RunReport): string => {
  const { count, refused, redrawn = [], groups, test, baseline } = report
  const again = redrawn.length > 0 ? `, ${redrawn.length} of them drawn again` : ''
  const shown = areColorsHeld(report) ? report.health.slice(0, 1).map(({ text }) => text) : []
  const scores = `accuracy ${test.accuracy.toFixed(2)}, raw ${baseline.accuracy.toFixed(2)}`
  return [
    `${count - refused.length} shapes${again} in ${groups} groups; ${scores}.`,
    ...shown,
    ...(areColorsHeld(report) ? [COLORS_HELD] : []),
  ].join(' ')
}

/** What to know before the groups are trusted, the gravest first. If it kept the colors back, that is said, too. */
export const notesOf = (report: RunReport): string[] => [
  ...report.health.map(({ text }) => text),
  ...(areColorsHeld(report) ? [COLORS_HELD] : []),
]

const areColorsHeld = ({ colors, health, colored }: RunReport): boolean =>
  colors === 'checked' && colored === 0 && needsConsent(health)
