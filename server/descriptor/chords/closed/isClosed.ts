/**
 * Whether a surface is closed and its triangles agree on a side: each directed edge belongs to one triangle, and its
 * opposite to one. No chord then crosses it an odd number of times, and how often the surface winds around a point is
 * the same all along a way that does not cross it.
 *
 * @param triangles (3T) vertex numbers below `vertexCount`, three different ones each
 */
export function isClosed(triangles: Uint32Array, vertexCount: number): boolean {
  const next = (corner: number): number => triangles[corner % 3 === 2 ? corner - 2 : corner + 1]
  const outgoing = edgesByVertex(triangles.length, vertexCount, (edge) => triangles[edge])
  const incoming = edgesByVertex(triangles.length, vertexCount, next)
  // The vertex that an edge to this one came from last.
  const reachedFrom = new Int32Array(vertexCount).fill(-1)
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    const [start, end] = [outgoing.starts[vertex], outgoing.starts[vertex + 1]]
    for (let k = start; k < end; k++) {
      const target = next(outgoing.edges[k])
      if (reachedFrom[target] === vertex) return false
      reachedFrom[target] = vertex
    }
    const [from, to] = [incoming.starts[vertex], incoming.starts[vertex + 1]]
    if (to - from !== end - start) return false
    for (let k = from; k < to; k++) if (reachedFrom[triangles[incoming.edges[k]]] !== vertex) return false
  }
  return true
}

/** Edges, numbered like the corner they start from, sorted by a vertex of theirs. */
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
