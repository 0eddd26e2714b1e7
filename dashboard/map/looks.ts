/** Number of symbols. The most frequent classes have one each; the rarer ones share the last, as in map.svg. */
export const SYMBOLS = 7

/** A point's look is the number of its symbol, 0 ... SYMBOLS - 1, plus these flags. */
export const RINGED = 8
export const DIMMED = 16
