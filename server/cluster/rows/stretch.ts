/** Numbers of a row that the kernel compares at once, before it looks whether to go on: STRETCH in kernel/assembly/rows.ts. */
export const STRETCH = 32
