import { describe, expect, it } from 'vitest'
import { parseMesh } from '../../server/mesh/parseMesh.js'
import { writeObj } from '../../server/mesh/writeObj.js'
import { writeStl } from '../../server/mesh/writeStl.js'

const tetrahedron = {
  positions: new Float32Array([0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0.1]),
  triangles: new Uint32Array([0, 2, 1, 0, 1, 3, 1, 2, 3, 2, 0, 3]),
}

describe('parseMesh', () => {
  it('gives back the corners that writeStl and writeObj wrote', () => {
    const corners = Float32Array.from(
      [...tetrahedron.triangles].flatMap((v) => [...tetrahedron.positions.subarray(3 * v, 3 * v + 3)]),
    )
    expect(parseMesh(writeStl(tetrahedron), 'stl').positions).toEqual(corners)
    expect(parseMesh(Buffer.from(writeObj(tetrahedron, 'x')), 'obj').positions).toEqual(corners)
  })
})
