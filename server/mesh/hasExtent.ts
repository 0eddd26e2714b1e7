/** Whether not all vertices lie in one point. */
export const hasExtent = (positions: Float32Array): boolean => positions.some((value, i) => value !== positions[i % 3])
