/** Whether the vertices lie in more than one point. */
export const hasExtent = (positions: Float32Array): boolean => positions.some((value, i) => value !== positions[i % 3])
