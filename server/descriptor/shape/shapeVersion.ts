/**
 * Must be raised when `shape` gives other numbers than before, so that data kept or learned from the older numbers is
 * refused.
 */
export const SHAPE_VERSION = 6
