import type { RunComparison } from '../../shared/schema/runComparison.js'
import type { RunReport } from '../../shared/schema/runReport.js'
import type { RunRequest } from '../../shared/schema/runRequest.js'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { adjustedRandIndex } from '../metrics/adjustedRandIndex.js'

/** A finished run, to be compared. */
export interface ComparedRun {
  readonly id: string
  readonly request: RunRequest
  readonly report: RunReport
  readonly shapes: Pick<ShownShapes, 'ids' | 'groups' | 'named'>
}

/** Fields that decide the shapes. When two runs differ in one, the same id means another shape. */
const OF_SHAPES = ['preset', 'count', 'seed'] as const

const FIGURES = ['accuracy', 'ari', 'nmi', 'ami', 'map', 'precisionAt1', 'rPrecision', 'silhouette'] as const

/** What differs between two runs: requests, figures and groups. */
export function compareRuns(first: ComparedRun, second: ComparedRun): RunComparison {
  const parameters = Object.keys(first.request) as (keyof RunRequest)[]
  const differing = parameters.filter((name) => first.request[name] !== second.request[name])
  return {
    runs: [first.id, second.id],
    differing,
    figures: (['test', 'baseline'] as const).flatMap((of) =>
      FIGURES.map((name) => ({ of, name, values: [first.report[of][name], second.report[of][name]] })),
    ),
    groups: OF_SHAPES.some((name) => differing.includes(name)) ? null : compareGroups(first.shapes, second.shapes),
  }
}

function compareGroups(first: ComparedRun['shapes'], second: ComparedRun['shapes']): RunComparison['groups'] {
  const groupIn = new Map(second.ids.map((id, row) => [id, second.groups[row]]))
  const pairs = first.ids
    .map((id, row) => [first.groups[row], groupIn.get(id) ?? -1] as const)
    .filter(([a, b]) => a >= 0 && b >= 0)
  if (pairs.length === 0) return null
  const counts = first.named.map(() => second.named.map(() => 0))
  for (const [a, b] of pairs) counts[a][b]++
  const [own, other] = [pairs.map(([a]) => a), pairs.map(([, b]) => b)]
  return { shapes: pairs.length, ari: adjustedRandIndex(own, other), counts }
}
