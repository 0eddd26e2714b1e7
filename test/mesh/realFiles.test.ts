import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ShapekinError } from '../../shared/errors.js'
import { meshFormatOf } from '../../server/mesh/formats.js'
import { readMeshFile } from '../support/readMeshFile.js'
import { sharedData } from '../support/sharedData.js'

type Polygon = readonly (readonly number[])[]

/** The polygons of an OBJ file that uses `v` and `f` only, by the plainest reading there is. */
function polygonsOfObj(text: string): Polygon[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim().split(/\s+/))
  const corners = lines.filter(([word]) => word === 'v').map(([, ...numbers]) => numbers.slice(0, 3).map(Number))
  return lines
    .filter(([word]) => word === 'f')
    .map(([, ...names]) => names.map((name) => corners[Number(name.split('/')[0]) - 1]))
}

/** The triangles of a binary STL file. */
const polygonsOfStl = (bytes: Buffer): Polygon[] =>
  Array.from({ length: bytes.readUInt32LE(80) }, (_, t) =>
    [12, 24, 36].map((corner) => [0, 4, 8].map((axis) => bytes.readFloatLE(84 + 50 * t + corner + axis))),
  )

/** Half the length of the sum of the cross products along the border (Newell): exact for a flat polygon of any outline. */
function areaOf(polygon: Polygon): number {
  const normal = [0, 0, 0]
  polygon.forEach((a, i) => {
    const b = polygon[(i + 1) % polygon.length]
    for (const k of [0, 1, 2]) {
      const [p, q] = [(k + 1) % 3, (k + 2) % 3]
      normal[k] += (a[p] - polygon[0][p]) * (b[q] - polygon[0][q]) - (a[q] - polygon[0][q]) * (b[p] - polygon[0][p])
    }
  })
  return Math.hypot(...normal) / 2
}

const boxOf = (points: Polygon): number[] =>
  [0, 1, 2].map((k) => {
    let [low, high] = [Infinity, -Infinity]
    for (const point of points) [low, high] = [Math.min(low, point[k]), Math.max(high, point[k])]
    return high - low
  })

describe.each(['kenney', 'kaykit', 'reference'])('real files of %s', (name) => {
  const folder = sharedData(name)
  it.skipIf(folder === undefined)('are read as a plain reading has them: triangles, area, extent', async () => {
    const files = readdirSync(folder ?? '', { recursive: true, encoding: 'utf8' }).filter(meshFormatOf)
    expect(files.length).toBeGreaterThan(0)
    const wrong: string[] = []
    for (const file of files) {
      const path = join(folder ?? '', file)
      const bytes = readFileSync(path)
      const polygons = file.endsWith('.stl') ? polygonsOfStl(bytes) : polygonsOfObj(bytes.toString())
      const mesh = await readMeshFile(path).catch((error: unknown) => {
        wrong.push(`${file}: ${error instanceof ShapekinError ? error.code : String(error)}`)
      })
      if (!mesh) continue
      const corner = (at: number) =>
        Array.from(mesh.positions.subarray(3 * mesh.triangles[at], 3 * mesh.triangles[at] + 3))
      const triangles = Array.from({ length: mesh.triangles.length / 3 }, (_, t) =>
        [0, 1, 2].map((k) => corner(3 * t + k)),
      )
      const sum = (each: readonly Polygon[]) => each.reduce((total, polygon) => total + areaOf(polygon), 0)
      const expected = [
        polygons.reduce((total, { length }) => total + length - 2, 0),
        sum(polygons),
        ...boxOf(polygons.flat()),
      ]
      const found = [triangles.length, sum(triangles), ...boxOf(triangles.flat())]
      const size = Math.max(...expected.slice(2))
      const near = [0, AREA * expected[1], ...[0, 1, 2].map(() => EXTENT * size)]
      if (found.some((value, i) => !(Math.abs(value - expected[i]) <= near[i])))
        wrong.push(`${file}: ${found.join(' ')} instead of ${expected.join(' ')}`)
    }
    expect(wrong).toEqual([])
  })
})

/** Polygons of artists are a little bent, so their triangles have a little more area than the border alone tells. Shares. */
const AREA = 0.003
const EXTENT = 1e-6
