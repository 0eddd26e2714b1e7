/** Raised when `chords` gives other numbers than before: what was kept or learned from the older ones is then refused. */
export const CHORDS_VERSION = 3
