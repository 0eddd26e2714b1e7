/** As many classes have a symbol of their own; the rarer ones share the last, as in map.svg. */
export const SYMBOLS = 7

/** How one point looks beside its color: 0 ... SYMBOLS - 1 its symbol, and these. */
export const RINGED = 8
export const DIMMED = 16
