/** No library has more levels: a path has at most some 4,000 characters. */
export const DEEPEST_CLASS = 1000
