import type { Mesh } from '../../mesh/mesh.js'

const EMPTY = -1

/**
 * Joins vertices that are at exactly the same place. An STL file repeats each vertex about six times.
 *
 * @returns vertices (3V) that a triangle uses, in order of first use; triangles (3T), without those that have two equal
 *   corners
 */
export function weldVertices({ positions, triangles }: Mesh): { vertices: Float64Array; triangles: Uint32Array } {
  const slots = 2 ** Math.ceil(Math.log2(2 * Math.min(triangles.length, positions.length / 3) + 2))
  const table = new Int32Array(slots).fill(EMPTY)
  const newIndex = new Int32Array(positions.length / 3).fill(EMPTY)
  const vertices = new Float64Array(3 * Math.min(triangles.length, newIndex.length))
  // The hash reads the bits; adding 0 turns -0 into 0, so that both get the same hash.
  const place = new Float32Array(3)
  const bits = new Uint32Array(place.buffer)
  let count = 0

  const weld = (vertex: number): number => {
    for (let axis = 0; axis < 3; axis++) place[axis] = positions[3 * vertex + axis] + 0
    let hash = Math.imul(bits[0], 0x9e3779b1) ^ Math.imul(bits[1], 0x85ebca77) ^ Math.imul(bits[2], 0xc2b2ae3d)
    hash ^= hash >>> 15
    for (let slot = hash & (slots - 1); ; slot = (slot + 1) & (slots - 1)) {
      const found = table[slot]
      if (found === EMPTY) {
        table[slot] = count
        vertices.set(place, 3 * count)
        return count++
      }
      const at = 3 * found
      if (vertices[at] === place[0] && vertices[at + 1] === place[1] && vertices[at + 2] === place[2]) return found
    }
  }

  const welded = new Uint32Array(triangles.length)
  let length = 0
  for (let t = 0; t < triangles.length; t += 3) {
    for (let corner = 0; corner < 3; corner++) {
      const vertex = triangles[t + corner]
      if (newIndex[vertex] === EMPTY) newIndex[vertex] = weld(vertex)
      welded[length + corner] = newIndex[vertex]
    }
    const [a, b, c] = [welded[length], welded[length + 1], welded[length + 2]]
    if (a !== b && b !== c && c !== a) length += 3
  }
  return { vertices: vertices.slice(0, 3 * count), triangles: welded.slice(0, length) }
}
