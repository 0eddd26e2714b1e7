/** Most shapes of one table, and so most groups of one grouping: what has been measured, see docs/scale.md. */
export const MAX_ROWS = 1_000_000
/** Most shapes of a library that are listed or skipped at once: more than any library has. */
export const MAX_LISTED = 1_000_000_000
/** How many alike shapes are found unless said otherwise: a screen of them. */
export const SIMILAR_SHAPES = 10
