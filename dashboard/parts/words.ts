import type { RunProgress } from '../../shared/schema/liveEvent.js'
import type { RunView } from '../../shared/schema/run.js'

/** A figure with three decimals: 0.934; null as a dash. */
export const figure = (value: number | null | undefined): string => value?.toFixed(3) ?? '–'

/** A number as people write it: 12,806, 3.14, 0.0123, 1.2e-5. */
export function shortNumber(value: number): string {
  const size = Math.abs(value)
  if (size > 0 && size < 1e-3) return value.toExponential(1)
  return value.toLocaleString('en', size < 1000 ? { maximumSignificantDigits: 3 } : { maximumFractionDigits: 0 })
}

/** A duration in words: 75 as 1 min 15 s, 7.52 as 7.5 s. */
export function duration(seconds: number): string {
  if (seconds < 10 && !Number.isInteger(seconds)) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`
}

/** What a run makes, in words: 401 shapes, 5 groups. */
export const titleOfRun = ({ request: { count, groups } }: RunView): string =>
  `${count.toLocaleString('en')} shapes, ${groups} groups`

/** Progress in words: 12 of 40, 8 s left. Empty where the total is not known. */
export function howFar({ done, total, secondsLeft }: Pick<RunProgress, 'done' | 'total' | 'secondsLeft'>): string {
  if (total === 0) return ''
  const left = secondsLeft === null || done >= total ? '' : `, ${duration(Math.max(1, secondsLeft))} left`
  return `${done.toLocaleString('en')} of ${total.toLocaleString('en')}${left}`
}

/** Seconds that a run or a scene took, which is the sum of its stages. */
export const secondsOf = (stages: Readonly<Record<string, number>>): number =>
  Object.values(stages).reduce((sum, seconds) => sum + seconds, 0)

/** A time in few letters: one of today as 14:05, one of another year with its year. */
export function moment(iso: string): string {
  const date = new Date(iso)
  const now = new Date()
  const time = date.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
  if (date.toDateString() === now.toDateString()) return time
  const isThisYear = date.getFullYear() === now.getFullYear()
  const day = date.toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    ...(isThisYear ? {} : { year: 'numeric' as const }),
  })
  return `${day}, ${time}`
}
