/** No library is deeper: a path has at most some 4,000 characters. */
export const DEEPEST_CLASS = 1000
