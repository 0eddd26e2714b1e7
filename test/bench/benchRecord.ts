import { cpus, platform, release, totalmem } from 'node:os'

/** One work of ours beside a peer's, on the same input in the same run. */
export interface Comparison {
  readonly suite: string
  /** Names the work and its size, the same in every run. */
  readonly what: string
  readonly peer: string
  /** What is compared; seconds where it is not said, `npm run bench` says of which kind. */
  readonly unit?: 'MB'
  readonly ours: number
  readonly theirs: number
  /** Theirs over ours: above 1, ours is faster or smaller. */
  readonly ratio: number
}

/** What a run of the bench measured, and where. */
export interface BenchRecord {
  readonly machine: { processor: string; cores: number; memoryGigabytes: number; system: string }
  /** By package or program. */
  readonly versions: Readonly<Record<string, string>>
  readonly comparisons: readonly Comparison[]
}

export interface Regression {
  readonly now: Comparison
  readonly stored: Comparison
}

/** Ratios scatter by some percent from run to run; one that fell by more than this share is a regression. */
const TOLERATED_FALL = 0.1

export function describeMachine(): BenchRecord['machine'] {
  const processors = cpus()
  return {
    processor: processors[0]?.model.trim() ?? 'unknown',
    cores: processors.length,
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
  }
}

const keyOf = ({ suite, what, peer }: Comparison): string => JSON.stringify([suite, what, peer])

/** The comparisons whose ratio is more than TOLERATED_FALL below the stored one; what only one of them has is passed over. */
export function findRegressions(now: readonly Comparison[], stored: readonly Comparison[]): Regression[] {
  const before = new Map(stored.map((each) => [keyOf(each), each]))
  return now.flatMap((each) => {
    const was = before.get(keyOf(each))
    return was !== undefined && each.ratio < (1 - TOLERATED_FALL) * was.ratio ? [{ now: each, stored: was }] : []
  })
}

/** The stored comparisons, with those of a run in the place of their older ones, sorted. */
export function replaceComparisons(stored: readonly Comparison[], now: readonly Comparison[]): Comparison[] {
  const all = new Map([...stored, ...now].map((each) => [keyOf(each), each]))
  return [...all.values()].sort((a, b) => keyOf(a).localeCompare(keyOf(b), 'en', { numeric: true }))
}

/** A table in Markdown. */
export function showComparisons(comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(
    ({ suite, what, peer, unit, ours, theirs, ratio }) =>
      `| ${suite} | ${what} | ${show(ours, unit)} | ${peer} | ${show(theirs, unit)} | ${ratio.toFixed(2)}x |`,
  )
  return ['| | | ours | peer | theirs | ratio |', '|---|---|---:|---|---:|---:|', ...rows].join('\n')
}

export const showRegression = ({ now, stored }: Regression): string =>
  `REGRESSION ${now.suite}, ${now.what}: ${now.ratio.toFixed(2)}x ${now.peer}, stored ${stored.ratio.toFixed(2)}x`

const show = (value: number, unit: Comparison['unit']): string =>
  unit === undefined ? showSeconds(value) : `${value.toFixed(0)} ${unit}`

const showSeconds = (seconds: number): string =>
  seconds < 1 ? `${(1000 * seconds).toPrecision(3)} ms` : `${seconds.toFixed(2)} s`
