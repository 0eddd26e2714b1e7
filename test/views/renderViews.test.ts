import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Mesh } from '../../server/mesh/mesh.js'
import { drawnSurface } from '../../server/views/drawnSurface.js'
import { drawView, GROUND, LARGEST_PICTURE } from '../../server/views/drawView.js'
import { renderViews } from '../../server/views/renderViews.js'
import { ownViews } from '../../server/views/ownViews.js'
import { lookingFrom, standardViews } from '../../server/views/standardViews.js'
import type { Vector, ViewFrame } from '../../server/views/viewFrame.js'
import { Random } from '../../shared/random.js'
import { joined, mapMesh, scaling, subdivide, turning } from '../support/changeMesh.js'
import { bumpySphere, cube } from '../support/meshes.js'
import { randomTriangles } from '../support/randomMesh.js'

const FRONT: ViewFrame = { right: [1, 0, 0], up: [0, 1, 0], toward: [0, 0, 1] }
/** A turn that no symmetry of a mesh knows. */
const ASKEW = turning([0.36, 0.48, 0.8], 1.1)

const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]

function draw(mesh: Mesh, frame: ViewFrame, size: number): Uint8Array {
  const picture = new Uint8Array(size * size)
  drawView(drawnSurface(mesh), frame, size, picture)
  return picture
}

/** Of pictures that must agree byte by byte: a difference of a million numbers would take minutes to print. */
function hashOf(pictures: readonly Uint8Array[]): string {
  const hash = createHash('sha256')
  pictures.forEach((picture) => hash.update(picture))
  return hash.digest('hex')
}

const covered = (picture: Uint8Array): number => picture.filter((gray) => gray !== GROUND).length

describe('drawView', () => {
  it.each<Vector>([
    [0, 0, 1],
    [0.3, 0.5, 0.8],
    [1, 1, 1],
    [-2, 1, 0.1],
  ])('covers as much as the shadow of a box, seen from (%d, %d, %d)', (...direction) => {
    // The shadow of a box with sides 2a, 2b, 2c is 4 (bc |x| + ca |y| + ab |z|); the picture shows the ball around it.
    const [a, b, c] = [1, 0.5, 0.25]
    const frame = lookingFrom(direction)
    const [x, y, z] = frame.toward.map(Math.abs)
    const shadow = (b * c * x + c * a * y + a * b * z) / (a * a + b * b + c * c)
    const size = 512
    const share = covered(draw(mapMesh(cube(), scaling(a, b, c)), frame, size)) / size ** 2
    // Along an upright outline, up to half a pixel is counted in excess or in want at each of its sides.
    expect(Math.abs(share - shadow)).toBeLessThan(1 / size)
  })

  it("shows a sphere's n.z at every pixel, and a disc of its radius", () => {
    const size = 256
    const picture = draw(bumpySphere(200_000, 0), FRONT, size)
    const differences: number[] = []
    for (let row = 0; row < size; row++)
      for (let column = 0; column < size; column++) {
        const [x, y] = [(2 * column + 1) / size - 1, (2 * row + 1) / size - 1]
        const squared = 1 - x * x - y * y
        const gray = picture[row * size + column]
        if (squared < -0.01) expect(gray).toBe(GROUND)
        if (squared > 0.02) differences.push(Math.abs(gray - (30 + 190 * Math.sqrt(squared))))
      }
    expect(Math.max(...differences)).toBeLessThan(4) // a face is 0.014 wide, and turns by as much
    expect(differences.reduce((sum, each) => sum + each) / differences.length).toBeLessThan(0.7)
    expect(covered(picture) / size ** 2).toBeCloseTo(Math.PI / 4, 2)
  })

  it.each([1, 2, 3])('sees at each pixel what a ray meets first, tested against every triangle, seed %i', (seed) => {
    const surface = drawnSurface(mapMesh(randomTriangles(seed, 40), ASKEW))
    const size = 160
    const frame = ownViews(surface, 12)[seed]
    const picture = new Uint8Array(size * size)
    drawView(surface, frame, size, picture)
    const random = new Random(seed)
    let [hits, misses] = [0, 0]
    for (let k = 0; k < 1000; k++) {
      const [column, row] = [random.below(size), random.below(size)]
      const expected = castRay(surface, frame, (2 * column + 1) / size - 1, 1 - (2 * row + 1) / size)
      if (expected === undefined) continue
      expect(picture[row * size + column], `pixel ${column}, ${row}`).toBe(expected)
      if (expected === GROUND) misses++
      else hits++
    }
    expect(Math.min(hits, misses)).toBeGreaterThan(100)
  })

  it('asks nobody which triangle came first, where faces cross, meet and coincide', () => {
    const crossing = joined(cube(), mapMesh(cube(), ASKEW), cube(), mapMesh(cube(), scaling(1, 0.5, 2)))
    const random = new Random(7)
    const corners = [...crossing.triangles]
    const order = random.shuffle(Array.from({ length: corners.length / 3 }, (_, t) => t))
    const shuffled = order.flatMap((t, k) => {
      const triangle = corners.slice(3 * t, 3 * t + 3)
      return [...triangle.slice(k % 3), ...triangle.slice(0, k % 3)]
    })
    for (const up of ['y', 'none'] as const)
      expect(hashOf(renderViews({ ...crossing, triangles: Uint32Array.from(shuffled) }, { up }))).toBe(
        hashOf(renderViews(crossing, { up })),
      )
  })

  it('sees the brightest of the faces that are equally near', () => {
    // A ridge along x = 0, which is the middle of the picture's middle column; its right side is the steeper one.
    const positions = Float32Array.of(-1, -1, 0, -1, 1, 0, 0, -1, 0.25, 0, 1, 0.25, 1, -1, -1, 1, 1, -1)
    const [left, right] = [[0, 2, 1, 1, 2, 3], [2, 4, 3, 3, 4, 5]] // prettier-ignore
    const size = 101
    for (const triangles of [
      [...left, ...right],
      [...right, ...left],
    ]) {
      const picture = draw({ positions, triangles: Uint32Array.from(triangles) }, FRONT, size)
      const row = picture.subarray(50 * size, 51 * size)
      expect(row[45]).toBeGreaterThan(row[55])
      expect([row[49], row[50], row[51]]).toEqual([row[45], row[45], row[55]])
    }
  })

  it('sees both sides of a face', () => {
    const { positions, triangles } = bumpySphere(500)
    expect(hashOf(renderViews({ positions, triangles: triangles.toReversed() }, { up: 'y' }))).toBe(
      hashOf(renderViews({ positions, triangles }, { up: 'y' })),
    )
  })

  it('holds its largest picture exactly: cut into small triangles it stays the same but at the edges', () => {
    const whole = mapMesh(cube(), ASKEW)
    const [coarse, fine] = [whole, subdivide(subdivide(whole))].map((mesh) => draw(mesh, FRONT, LARGEST_PICTURE))
    const different = coarse.filter((gray, i) => Math.abs(gray - fine[i]) > 1).length
    expect(different).toBeLessThan(20)
  })
})

describe('renderViews', () => {
  it('turned by a quarter around up, a mesh shows its four sides in turn', () => {
    const mesh = mapMesh(joined(bumpySphere(300), mapMesh(cube(), scaling(0.4, 1.2, 0.2), [0.9, 0.3, 0])), ASKEW)
    // x y z -> z y -x and, with z up, x y z -> -y x z: turns that lose no bit.
    const cases = [
      { up: 'y', quarter: [[0, 0, 1], [0, 1, 0], [-1, 0, 0]] }, // prettier-ignore
      { up: 'z', quarter: [[0, -1, 0], [1, 0, 0], [0, 0, 1]] }, // prettier-ignore
    ] as const
    for (const { up, quarter } of cases) {
      const before = renderViews(mesh, { up })
      const after = renderViews(mapMesh(mesh, quarter), { up })
      expect(hashOf(after)).toBe(hashOf([before[3], before[0], before[1], before[2]]))
      expect(new Set(before.map(String)).size).toBe(4)
    }
  })

  it('y up and z up show the same', () => {
    const mesh = joined(bumpySphere(300), mapMesh(cube(), scaling(0.4, 1.2, 0.2), [0.9, 0.3, 0]))
    const lying = mapMesh(mesh, [[0, 0, 1], [1, 0, 0], [0, 1, 0]]) // prettier-ignore
    expect(hashOf(renderViews(lying, { up: 'z' }))).toBe(hashOf(renderViews(mesh, { up: 'y' })))
  })

  it.each([1, 2, 3])('up unknown, shows a mesh alike however it is turned, moved and scaled, seed %i', (seed) => {
    const mesh = joined(
      mapMesh(cube(), scaling(1, 0.5, 0.2)),
      mapMesh(bumpySphere(300), scaling(0.4), [0.8, 0.2, 0.1]),
      mapMesh(randomTriangles(seed, 3), scaling(0.2), [-0.5, 0.4, 0.2]),
    )
    const random = new Random(seed)
    const turned = mapMesh(mapMesh(mesh, ASKEW), turning([0, 0.6, 0.8], random.decimal(0, 6)))
    const moved = mapMesh(turned, scaling(25.4), [10, -20, 5])
    const [before, after] = [mesh, moved].map((each) => renderViews(each, { up: 'none' }))
    before.forEach((picture, view) => {
      const different = picture.filter((gray, i) => Math.abs(gray - after[view][i]) > 1).length
      expect(different / picture.length).toBeLessThan(0.005) // coordinates of 24 bits move outlines by less than a pixel
    })
  })

  it('frames are orthonormal and right-handed', () => {
    const own = ownViews(drawnSurface(mapMesh(cube(), ASKEW)), 12) // axes in steps of 2^-20
    for (const { right, up, toward } of [...standardViews('y'), ...standardViews('z'), ...own]) {
      for (const [a, b, product] of [
        [right, right, 1],
        [up, up, 1],
        [right, up, 0],
        [toward, up, 0],
        [toward, right, 0],
      ] as const)
        // prettier-ignore
        expect(Math.abs(dot(a, b) - product)).toBeLessThan(3e-6)
      const cross: Vector = [
        right[1] * up[2] - right[2] * up[1],
        right[2] * up[0] - right[0] * up[2],
        right[0] * up[1] - right[1] * up[0],
      ]
      expect(Math.abs(dot(cross, toward) - 1)).toBeLessThan(3e-6)
    }
  })

  const empty = { positions: new Float32Array(0), triangles: new Uint32Array(0) }
  const flat = mapMesh(cube(), scaling(1, 1, 0))
  const line = mapMesh(cube(), scaling(1, 0, 0))
  const point = mapMesh(cube(), scaling(0), [3, 4, 5])
  it.each([
    ['no triangles', empty],
    ['a line', line],
    ['a point', point],
  ])('%s gives empty pictures', (_, mesh) => {
    for (const up of ['y', 'z', 'none'] as const)
      for (const picture of renderViews(mesh, { up })) expect(covered(picture)).toBe(0)
  })

  it('a flat mesh is seen from where it has area, and a huge or tiny one like any other', () => {
    expect(covered(draw(flat, FRONT, 100))).toBe(70 * 70) // side 2 in a ball of radius √2: 70.7 pixels
    expect(covered(draw(flat, lookingFrom([1, 0, 0]), 100))).toBe(0)
    for (const size of [2 ** 100, 2 ** -100])
      expect(hashOf(renderViews(mapMesh(bumpySphere(200), scaling(size)), { up: 'none' }))).toBe(
        hashOf(renderViews(bumpySphere(200), { up: 'none' })),
      )
  })

  it('draws the same bytes as ever', () => {
    const mesh = joined(bumpySphere(1000), mapMesh(cube(), ASKEW), randomTriangles(5, 30))
    const pictures = (['y', 'z', 'none'] as const).flatMap((up) => renderViews(mesh, { up, count: 12 }))
    expect(hashOf(pictures)).toMatchInlineSnapshot(`"cb841e261446b20ac74ab243c5231b0fc506c8a27ba817fb0ee2868d51acf85f"`)
  })
})

/**
 * Gray of the first triangle that a ray meets, in doubles: all triangles, no picture. Undefined where rounding corners to
 * 1/256 pixel may decide: a side passes nearby, or two faces lie about as near.
 */
function castRay(
  { vertices, triangles, normals }: ReturnType<typeof drawnSurface>,
  { right, up, toward }: ViewFrame,
  x: number,
  y: number,
): number | undefined {
  const doubtful = 1e-3 // of the ball's radius; a pixel is 0.0125
  const at = (vertex: number): Vector => {
    const place: Vector = [vertices[3 * vertex], vertices[3 * vertex + 1], vertices[3 * vertex + 2]]
    return [dot(right, place) - x, dot(up, place) - y, dot(toward, place)]
  }
  const hits: { depth: number; gray: number }[] = []
  for (let t = 0; t < triangles.length; t += 3) {
    const [a, b, c] = [at(triangles[t]), at(triangles[t + 1]), at(triangles[t + 2])]
    const sides = [
      [b, c],
      [c, a],
      [a, b],
    ].map(([p, q]) => ({ area: p[0] * q[1] - p[1] * q[0], length: Math.hypot(p[0] - q[0], p[1] - q[1]) }))
    const area = sides.reduce((sum, side) => sum + side.area, 0)
    const inside = sides.map((side) => (side.area * Math.sign(area)) / side.length)
    const isNear = inside.every((distance) => distance > -doubtful)
    if (isNear && inside.some((distance) => distance < doubtful)) return undefined
    if (!isNear) continue
    const depth = (sides[0].area * a[2] + sides[1].area * b[2] + sides[2].area * c[2]) / area
    const facing = Math.abs(dot(toward, [normals[t], normals[t + 1], normals[t + 2]]))
    hits.push({ depth, gray: 30 + Math.round(190 * facing) })
  }
  hits.sort((a, b) => b.depth - a.depth)
  if (hits.length > 1 && hits[0].depth - hits[1].depth < 0.05) return undefined
  return hits[0]?.gray ?? GROUND
}
