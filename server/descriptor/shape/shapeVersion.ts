/** Raised when `shape` gives other numbers than before: what was kept or learned from the older ones is then refused. */
export const SHAPE_VERSION = 6
