import { describe, expect, it } from 'vitest'
import { facesFew, mayFaceFew } from '../../../server/descriptor/chords/facesFew.js'
import { fasterWay } from '../../../server/descriptor/chords/fasterWay.js'
import { NATIVE_SPEED } from '../../../server/descriptor/chords/native/nativeKernel.js'
import { normalizeMesh } from '../../../server/descriptor/chords/normalizeMesh.js'
import { checkMesh } from '../../../server/mesh/checkMesh.js'
import type { Mesh } from '../../../server/mesh/mesh.js'
import { bumpySphere, cube } from '../../support/meshes.js'

/** `count` bars, each two triangles of length 2 and the given width. */
function fence(count: number, width: number): Mesh {
  const positions = Array.from({ length: count }, (_, k) => {
    const x = (2 * k) / count - 1
    return [x, -1, 0, x + width, -1, 0, x + width, 1, 0, x, 1, 0]
  }).flat()
  const triangles = Array.from({ length: count }, (_, k) => [0, 1, 2, 0, 2, 3].map((corner) => 4 * k + corner)).flat()
  return { positions: Float32Array.from(positions), triangles: Uint32Array.from(triangles) }
}

describe('fasterWay', () => {
  it.each([
    ['a cube', cube(), 2000, 'draw'],
    ['a sphere of 1,000 triangles', bumpySphere(1000), 2000, 'draw'],
    ['a sphere of 10,000 triangles', bumpySphere(10_000), 2000, 'trace'],
    ['a sphere of 1,000 triangles in draft mode', bumpySphere(1000), 250, 'trace'],
    ['a fence of 200 thin bars', fence(200, 0.002), 2000, 'trace'],
    ['a wall of 200 wide planks', fence(200, 1), 2000, 'draw'],
  ] as const)('takes %s the way that was measured to be faster', (_, mesh, points, way) => {
    expect(fasterWay(normalizeMesh(checkMesh(mesh), 'box'), points)).toBe(way)
  })

  it('draws more triangles where drawing is faster', () => {
    const mesh = normalizeMesh(checkMesh(bumpySphere(6000)), 'box')
    expect([1, NATIVE_SPEED].map((speed) => fasterWay(mesh, 2000, speed))).toEqual(['trace', 'draw'])
    const ball = normalizeMesh(checkMesh(bumpySphere(16_000)), 'box')
    expect([1, NATIVE_SPEED].map((speed) => facesFew(ball, 2000, speed))).toEqual([false, true])
    expect([1, NATIVE_SPEED].map((speed) => mayFaceFew(ball, 2000, speed))).toEqual([false, true])
  })
})
