/**
 * Finds the opposite of each directed edge of a closed, consistently oriented surface: each directed edge belongs to
 * exactly one triangle, and so does its opposite. No chord crosses such a surface an odd number of times, and the
 * winding number is the same all along a path that does not cross it.
 *
 * @param triangles (3T) vertex numbers below `vertexCount`, three different ones each
 * @returns (3T) the edge that runs back along each, edges numbered like the corners they start from; undefined where
 *          the surface is not closed in this way
 */
export function edgePartners(triangles: Uint32Array, vertexCount: number): Uint32Array | undefined {
  const next = (corner: number): number => triangles[corner % 3 === 2 ? corner - 2 : corner + 1]
  const outgoing = edgesByVertex(triangles.length, vertexCount, (edge) => triangles[edge])
  const incoming = edgesByVertex(triangles.length, vertexCount, next)
  const partners = new Uint32Array(triangles.length)
  // For each vertex, the last edge found that ends there, and the vertex that this edge comes from.
  const reachedBy = new Uint32Array(vertexCount)
  const reachedFrom = new Int32Array(vertexCount).fill(-1)
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    const [start, end] = [outgoing.starts[vertex], outgoing.starts[vertex + 1]]
    for (let k = start; k < end; k++) {
      const edge = outgoing.edges[k]
      const target = next(edge)
      if (reachedFrom[target] === vertex) return undefined
      reachedFrom[target] = vertex
      reachedBy[target] = edge
    }
    const [from, to] = [incoming.starts[vertex], incoming.starts[vertex + 1]]
    if (to - from !== end - start) return undefined
    for (let k = from; k < to; k++) {
      const edge = incoming.edges[k]
      if (reachedFrom[triangles[edge]] !== vertex) return undefined
      partners[edge] = reachedBy[triangles[edge]]
    }
  }
  return partners
}

/** Edges, numbered like the corner they start from, sorted by one of their vertices. */
function edgesByVertex(
  count: number,
  vertexCount: number,
  vertexOf: (edge: number) => number,
): { starts: Uint32Array; edges: Uint32Array } {
  const starts = new Uint32Array(vertexCount + 1)
  const edges = new Uint32Array(count)
  for (let edge = 0; edge < count; edge++) starts[vertexOf(edge)]++
  for (let vertex = 1; vertex <= vertexCount; vertex++) starts[vertex] += starts[vertex - 1]
  for (let edge = count - 1; edge >= 0; edge--) edges[--starts[vertexOf(edge)]] = edge
  return { starts, edges }
}
