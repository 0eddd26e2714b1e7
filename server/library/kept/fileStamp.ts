import type { BigIntStats } from 'node:fs'
import { stat } from 'node:fs/promises'

/** Nanoseconds. On file systems that count in seconds, a file that is written again this soon may keep its time. */
const COARSEST_TIME_NS = 2_000_000_000n

/**
 * Identifies the state of a file without reading it: its size and times. The time of its last change of name, mode or
 * content is included, so that a program which resets the time of writing hides nothing.
 */
export const stampOf = ({ size, mtimeNs, ctimeNs }: Pick<BigIntStats, 'size' | 'mtimeNs' | 'ctimeNs'>): string =>
  `${size} ${mtimeNs} ${ctimeNs}`

/** The stamp of a file now; undefined when the file can not be accessed. */
export async function readStamp(place: string | Buffer): Promise<string | undefined> {
  const found = await stat(place, { bigint: true }).catch(() => undefined)
  return found?.isFile() ? stampOf(found) : undefined
}

/**
 * Whether a file with this stamp could have changed again without getting a new one.
 *
 * @param stamp '' where there is none or it can not be relied on; the answer is then true
 * @param now milliseconds since 1970, before the stamp was taken
 */
export function isTooFresh(stamp: string, now: number): boolean {
  if (stamp === '') return true
  const [, written] = stamp.split(' ')
  const age = BigInt(Math.floor(now)) * 1_000_000n - BigInt(written)
  return age < COARSEST_TIME_NS && age > -COARSEST_TIME_NS
}
