import type { Mesh } from './mesh.js'

/**
 * Number of directed edges that do not have exactly one opposite. 0 = the mesh is closed and consistently oriented:
 * each edge lies between two triangles that face the same side. Vertices are told apart by their number, so a seam of
 * doubled vertices is open.
 */
export function countOpenEdges({ positions, triangles }: Mesh): number {
  const vertices = positions.length / 3
  const [ways, back] = [new Float64Array(triangles.length), new Float64Array(triangles.length)]
  for (let corner = 0; corner < triangles.length; corner++) {
    const first = triangles[corner]
    const second = triangles[corner % 3 === 2 ? corner - 2 : corner + 1]
    ways[corner] = first * vertices + second
    back[corner] = second * vertices + first
  }
  ways.sort()
  back.sort()
  let open = 0
  for (let way = 0, opposite = 0; way < ways.length;) {
    const edge = ways[way]
    let [count, opposites] = [0, 0]
    while (ways[way] === edge) [way, count] = [way + 1, count + 1]
    while (back[opposite] < edge) opposite++
    while (back[opposite] === edge) [opposite, opposites] = [opposite + 1, opposites + 1]
    if (count !== 1 || opposites !== 1) open += count
  }
  return open
}
