/** At most `most` of the points (3 N), evenly chosen. */
export function everyOf(points: Float64Array, most: number): Float64Array {
  const count = points.length / 3
  if (count <= most) return points
  const chosen = new Float64Array(3 * most)
  for (let i = 0; i < most; i++) {
    const at = 3 * Math.floor((i * count) / most)
    for (let axis = 0; axis < 3; axis++) chosen[3 * i + axis] = points[at + axis]
  }
  return chosen
}

/** The points (3 N) of both arrays. */
export const joined = (a: Float64Array, b: Float64Array): Float64Array => {
  const both = new Float64Array(a.length + b.length)
  both.set(a)
  both.set(b, a.length)
  return both
}
