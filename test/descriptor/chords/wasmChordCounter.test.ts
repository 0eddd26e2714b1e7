import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { loadChordKernel } from '../../../server/descriptor/chords/chordKernel.js'
import { chordViews } from '../../../server/descriptor/chords/chordViews.js'
import { countChords } from '../../../server/descriptor/chords/countChords.js'
import { normalizeMesh, type NormalizedMesh } from '../../../server/descriptor/chords/normalizeMesh.js'
import { sphereLattice } from '../../../server/descriptor/chords/sphereLattice.js'
import { WasmChordCounter } from '../../../server/descriptor/chords/wasmChordCounter.js'
import { PROJECT_ROOT } from '../../../server/system/projectRoot.js'
import { Random } from '../../../shared/random.js'
import { bumpySphere, cube } from '../../support/meshes.js'
import { checkMesh } from '../../../server/mesh/checkMesh.js'

/** Triangles anywhere in a cube: open, crossing, of every size, some without area. */
function randomTriangles(random: Random, count: number) {
  const coordinate = () => random.decimal(-1, 1)
  const positions = Float32Array.from({ length: 9 * count }, coordinate)
  for (let k = 0; k < count; k += 7) positions.copyWithin(9 * k + 6, 9 * k + 3, 9 * k + 6)
  return { positions, triangles: Uint32Array.from({ length: 3 * count }, (_, i) => i) }
}

type Corner = readonly [number, number, number]

/** Triangles of three corners each, within 0.9 of the center. */
function soup(corners: Corner[]): NormalizedMesh {
  return { vertices: Float64Array.from(corners.flat()), triangles: Uint32Array.from(corners.keys()) }
}

/** Triangles of edges up to `size` around random places; `squeeze` flattens them toward lines. */
function scatter(random: Random, count: number, size: () => number, squeeze = 1): NormalizedMesh {
  const corner = (middle: number[], reach: number): Corner => {
    const [x, y, z] = middle.map((value) => value + random.decimal(-reach, reach))
    return [x, y * squeeze, z * squeeze]
  }
  const triangles = Array.from({ length: count }, () => {
    const middle = [0, 0, 0].map(() => random.decimal(-0.2, 0.2))
    const reach = size()
    return Array.from({ length: 3 }, () => corner(middle, reach))
  })
  return soup(triangles.flat())
}

/** Triangles whose corners and edges lie on chords of the lattice, as well as doubles can say. */
function onChords(random: Random, points: number, count: number): NormalizedMesh {
  const lattice = sphereLattice(points)
  const corner = (): Corner => {
    const [i, j] = [random.below(points), random.below(points)]
    const way = random.decimal(0.4, 0.6)
    const along = (axis: number) => 0.9 * (lattice[3 * i + axis] * (1 - way) + lattice[3 * j + axis] * way)
    return [along(0), along(1), along(2)]
  }
  return soup(Array.from({ length: 3 * count }, corner))
}

/** A square grid through the center, whose edges lie in the planes of many chords. */
function flatGrid(side: number): NormalizedMesh {
  const at = (row: number, column: number): Corner => [(1.2 * column) / side - 0.6, (1.2 * row) / side - 0.6, 0]
  const corners: Corner[] = []
  for (let row = 0; row < side; row++)
    for (let column = 0; column < side; column++) {
      const [a, b, c, d] = [at(row, column), at(row, column + 1), at(row + 1, column + 1), at(row + 1, column)]
      corners.push(a, b, c, a, c, d)
    }
  return soup(corners)
}

const repeat = ({ vertices, triangles }: NormalizedMesh, times: number): NormalizedMesh => ({
  vertices,
  triangles: Uint32Array.from({ length: times * triangles.length }, (_, i) => triangles[i % triangles.length]),
})

/** Triangles of all sizes around one point. */
function concentric(random: Random, count: number): NormalizedMesh {
  const corners: Corner[] = []
  for (let k = 0; k < count; k++) {
    const [x, y, z] = [0, 0, 0].map(() => random.decimal(-0.2, 0.2))
    corners.push([x, y, z], [y, z, x], [-x - y, -y - z, -z - x])
  }
  return soup(corners)
}

const HARD_MESHES: Record<string, (random: Random) => NormalizedMesh> = {
  'one triangle': (random) => scatter(random, 1, () => 0.2),
  'five triangles': (random) => scatter(random, 5, () => 0.2),
  'triangles of one size': (random) => scatter(random, 700, () => 0.05),
  'huge and tiny triangles': (random) => scatter(random, 700, () => 0.2 * 10 ** random.decimal(-6, 0)),
  'thin slivers': (random) => scatter(random, 300, () => 0.2, 1e-7),
  'nearly lines': (random) => scatter(random, 300, () => 0.2, 1e-13),
  'corners and edges on chords': (random) => onChords(random, 300, 200),
  'a flat grid': () => flatGrid(16),
  'one triangle a hundred times': (random) =>
    repeat(
      scatter(random, 1, () => 0.2),
      100,
    ),
  'equal centers': (random) => concentric(random, 100),
  'a cube': () => normalizeMesh(checkMesh(cube()), 'box'),
  'a closed mesh': () => normalizeMesh(checkMesh(bumpySphere(1000)), 'sphere'),
  'parts in halving distances': (random) =>
    soup(
      Array.from({ length: 60 }, (_, k) => 0.4 * 2 ** -k).flatMap((size) =>
        [0, 1, 2].map((): Corner => [
          size * random.decimal(0.5, 1),
          size * random.decimal(0.5, 1),
          size * random.decimal(0.5, 1),
        ]),
      ),
    ),
}

describe('WasmChordCounter', () => {
  const code = loadChordKernel()
  if (code === undefined) throw new Error('this machine has no WebAssembly SIMD')

  it.each([60, 500, 2000])(
    'counts as the TypeScript does, hit by hit and parity by parity, with %i points',
    (points) => {
      const counter = new WasmChordCounter(code, points)
      const views = chordViews(points)
      for (let seed = 0; seed < 8; seed++) {
        const mesh = normalizeMesh(
          checkMesh(randomTriangles(new Random(seed), 1 + 12 * seed)),
          seed % 2 ? 'box' : 'sphere',
        )
        expect({ seed, ...counter.countChords(mesh) }).toEqual({ seed, ...countChords(mesh, views) })
      }
    },
  )

  describe.each(Object.entries(HARD_MESHES))('%s', (_, make) => {
    const counter = new WasmChordCounter(code, 300)
    const views = chordViews(300)
    it.each(['draw', 'trace'] as const)('are counted as the TypeScript does when asked to %s', (way) => {
      for (let seed = 0; seed < 4; seed++) {
        const mesh = make(new Random(seed))
        expect({ seed, ...counter.countChords(mesh, way) }).toEqual({ seed, ...countChords(mesh, views) })
      }
    })
  })

  it('traces a mesh of 40,000 triangles to the counts of drawing it, in a lattice of 2,000 points', () => {
    const counter = new WasmChordCounter(code, 2000)
    const mesh = normalizeMesh(checkMesh(bumpySphere(40_000)), 'sphere')
    expect(counter.countChords(mesh, 'trace')).toEqual(counter.countChords(mesh, 'draw'))
  })

  it('tells what meshes have needed beside the layouts, which are kept', () => {
    const counter = new WasmChordCounter(code, 500)
    const spareAfter = (triangles: number) => {
      counter.countChords(normalizeMesh(checkMesh(bumpySphere(triangles)), 'sphere'), 'draw')
      return counter.spareBytes
    }
    const PAGE = 65_536 // of WebAssembly: the memory grows by whole ones
    expect(spareAfter(20)).toBeLessThan(2 * PAGE)
    const large = spareAfter(20_000)
    expect(large).toBeGreaterThan(40 * 20_000) // half a projected vertex each, and its numbers
    expect(spareAfter(20)).toBe(large)
  })

  it('comes out of its source byte by byte', async () => {
    const build = (await import(`${PROJECT_ROOT}/scripts/buildWasm.js`)) as {
      compileKernel(entry: string, output: string): Promise<void>
    }
    const again = '.cache/test/chords.wasm'
    await build.compileKernel('server/descriptor/chords/assembly/chords.ts', again)
    expect(Buffer.compare(readFileSync(`${PROJECT_ROOT}/${again}`), Buffer.from(code))).toBe(0)
  })
})
