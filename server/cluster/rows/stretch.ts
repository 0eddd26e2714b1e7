// Read by the program and, as AssemblyScript, by the kernel: both lay out rows in the same way.

/**
 * Numbers of a row in a slab, see kernel/assembly/rows.ts. After each slab the search checks whether a distance can
 * still be small enough: sums only grow, rounded ones too.
 */
export const STRETCH = 32

/** Numbers of a row after which the search for the nearest rows checks for the first time. */
export const LOOK = 4
