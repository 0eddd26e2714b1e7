/**
 * How many numbers of a row the kernel compares before it checks whether to go on: STRETCH in
 * kernel/assembly/rows.ts.
 */
export const STRETCH = 32

/** After how many numbers it checks for the first time: LOOK in the same file. */
export const LOOK = 4
