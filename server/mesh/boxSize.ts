/**
 * Extents of a mesh along x, y and z.
 * @param positions (3V), at least one vertex
 */
export function boxSize(positions: Float32Array): [number, number, number] {
  const least = [Infinity, Infinity, Infinity]
  const most = [-Infinity, -Infinity, -Infinity]
  positions.forEach((value, i) => {
    const axis = i % 3
    if (value < least[axis]) least[axis] = value
    if (value > most[axis]) most[axis] = value
  })
  return [most[0] - least[0], most[1] - least[1], most[2] - least[2]]
}
