import type { BigIntStats } from 'node:fs'
import { stat } from 'node:fs/promises'

/** A file that is written again this soon after it was looked at may keep its time, on file systems that count in seconds. */
const COARSEST_TIME_NS = 2_000_000_000n

/**
 * What a file is known by without reading it: its size and times. The time of its last change of name, mode or content is
 * among them, so that a program that sets the time of writing back hides nothing.
 */
export const stampOf = ({ size, mtimeNs, ctimeNs }: Pick<BigIntStats, 'size' | 'mtimeNs' | 'ctimeNs'>): string =>
  `${size} ${mtimeNs} ${ctimeNs}`

/** The stamp of a file now; undefined when it can not be looked at. */
export async function readStamp(place: string | Buffer): Promise<string | undefined> {
  const found = await stat(place, { bigint: true }).catch(() => undefined)
  return found?.isFile() ? stampOf(found) : undefined
}

/**
 * Whether a file that has this stamp could have been changed again without a new one.
 *
 * @param stamp '' = none could be taken, or it says nothing: always
 * @param now milliseconds since 1970, before the stamp was taken
 */
export function isTooFresh(stamp: string, now: number): boolean {
  if (stamp === '') return true
  const [, written] = stamp.split(' ')
  const age = BigInt(Math.floor(now)) * 1_000_000n - BigInt(written)
  return age < COARSEST_TIME_NS && age > -COARSEST_TIME_NS
}
