/**
 * Tells a surface's parts apart, which share no vertex.
 *
 * @param triangles (3T) vertex numbers below `vertexCount`
 * @returns (T) each: the first corners of its triangles in `triangles`, by part
 */
export function surfaceParts(triangles: Uint32Array, vertexCount: number): Uint32Array[] {
  const parent = Uint32Array.from({ length: vertexCount }, (_, vertex) => vertex)
  const root = (vertex: number): number => {
    while (parent[vertex] !== vertex) {
      parent[vertex] = parent[parent[vertex]]
      vertex = parent[vertex]
    }
    return vertex
  }
  for (let t = 0; t < triangles.length; t += 3)
    for (const other of [triangles[t + 1], triangles[t + 2]]) parent[root(other)] = root(triangles[t])
  const sizes = new Uint32Array(vertexCount)
  for (let t = 0; t < triangles.length; t += 3) sizes[root(triangles[t])]++
  const parts = new Map<number, Uint32Array>()
  for (let t = triangles.length - 3; t >= 0; t -= 3) {
    const of = root(triangles[t])
    const part = parts.get(of) ?? new Uint32Array(sizes[of])
    part[--sizes[of]] = t
    parts.set(of, part)
  }
  return [...parts.values()]
}
