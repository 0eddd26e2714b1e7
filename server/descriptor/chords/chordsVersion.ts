/**
 * Must be raised when `chords` gives other numbers than before, so that data kept or learned from the older numbers is
 * refused.
 */
export const CHORDS_VERSION = 3
