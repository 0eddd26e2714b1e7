type Point = readonly [number, number, number]

const CORNERS: readonly Point[] = Array.from({ length: 8 }, (_, i) => [i & 1, (i >> 1) & 1, i >> 2])
const FACES = [
  [0, 2, 3, 1],
  [4, 5, 7, 6],
  [0, 1, 5, 4],
  [2, 6, 7, 3],
  [0, 4, 6, 2],
  [1, 3, 7, 5],
] as const
const TRIANGLES = FACES.flatMap(([a, b, c, d]) => [
  [a, b, c],
  [a, c, d],
])

/** The unit cube, 12 triangles of area 6 in all: its corners by triangle, moved. */
export const cubeTriangles = (shift: Point = [0, 0, 0]): Point[][] =>
  TRIANGLES.map((corners) =>
    corners.map((i) => [CORNERS[i][0] + shift[0], CORNERS[i][1] + shift[1], CORNERS[i][2] + shift[2]]),
  )

/** The facets of the unit cube as STL text. */
export const cubeFacets = (): string[] => cubeTriangles().map(facetText)

export const facetText = (corners: readonly Point[]): string =>
  `facet normal 0 0 0\nouter loop\n${corners.map((p) => `vertex ${p.join(' ')}\n`).join('')}endloop\nendfacet\n`

/** The unit cube as lines of OBJ: 8 vertices, 12 faces. */
export const CUBE_VERTICES = CORNERS.map((p) => `v ${p.join(' ')}`)
export const CUBE_FACES = TRIANGLES.map((corners) => `f ${corners.map((i) => i + 1).join(' ')}`)

/** Triangles as binary STL, each followed by as many attribute bytes as its count says, or not. */
export function binaryStl(
  triangles: readonly (readonly Point[])[],
  attributes: (triangle: number) => { count: number; bytes: number } = () => ({ count: 0, bytes: 0 }),
): Buffer {
  const records = triangles.map((corners, i) => {
    const { count, bytes } = attributes(i)
    const record = Buffer.alloc(50 + bytes, 0x61)
    const normal = normalOf(corners)
    ;[normal, ...corners].flat().forEach((value, k) => record.writeFloatLE(value, 4 * k))
    record.writeUInt16LE(count, 48)
    return record
  })
  const head = Buffer.alloc(84)
  head.writeUInt32LE(triangles.length, 80)
  return Buffer.concat([head, ...records])
}

function normalOf([a, b, c]: readonly Point[]): number[] {
  const u = [0, 1, 2].map((k) => b[k] - a[k])
  const v = [0, 1, 2].map((k) => c[k] - a[k])
  const normal = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]
  const length = Math.hypot(...normal) || 1
  return normal.map((part) => part / length)
}
