import { expect, it } from 'vitest'
import { surfaceFrame } from '../../server/duplicates/surfaceFrame.js'
import { mapMesh, scaling, subdivide, turning } from '../support/changeMesh.js'
import { cube } from '../support/meshes.js'

it('has the closed form of a box: faces of 4bc, 4ac, 4ab with the moments of rectangles', () => {
  const [a, b, c] = [3, 2, 0.5]
  const turn = turning([0.6, 0, 0.8], 1)
  const box = mapMesh(mapMesh(cube(), scaling(a, b, c)), turn, [100, -7, 3])
  const half = 0.5 * 2 // cube() has sides of 2
  const faces = [[b * c, 0], [a * c, 1], [a * b, 2]] as const // prettier-ignore
  const area = 8 * faces.reduce((sum, [face]) => sum + face, 0) * half
  const squares = [a, b, c].map((extent, axis) =>
    faces.reduce((sum, [face, normal]) => sum + 8 * face * (normal === axis ? extent ** 2 : extent ** 2 / 3), 0),
  )
  const total = squares.reduce((sum, value) => sum + value, 0)
  for (const mesh of [box, subdivide(box)]) {
    const frame = surfaceFrame(mesh)
    expect(frame.area).toBeCloseTo(area, 3)
    expect(frame.radius).toBeCloseTo(Math.sqrt(total / area), 4)
    frame.center.forEach((value, axis) => expect(value).toBeCloseTo([100, -7, 3][axis], 4))
    frame.spread.forEach((share, axis) => expect(share).toBeCloseTo(squares[axis] / total, 5))
  }
})
