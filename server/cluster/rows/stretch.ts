/**
 * How many numbers of a row the kernel compares before it checks whether to go on: STRETCH in
 * kernel/assembly/rows.ts.
 */
export const STRETCH = 32
