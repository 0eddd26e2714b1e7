/** Tells how many merges or rows of a stage are done; what it gives is called before each of them, so often. */
export type Report = (stage: string, total: number) => (done: number) => void
