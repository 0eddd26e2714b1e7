/**
 * Starts the report of a stage of `total` merges or rows. The function that it returns is called before each of them
 * with the number done, so it must be fast.
 */
export type Report = (stage: string, total: number) => (done: number) => void
