import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { useSpace } from '../../server/catalog/catalogSpace.js'
import { ContentRows } from '../../server/catalog/contentRows.js'
import { FileWriter } from '../../server/catalog/fileRows.js'
import { openCatalog } from '../../server/catalog/openCatalog.js'
import { keepRoot } from '../../server/catalog/rootRows.js'
import type { Tree } from '../../server/cluster/tree.js'
import { treePath, writeTree } from '../../server/cluster/treeFile.js'
import { contentKey } from '../../server/descriptor/contentKey.js'
import { Random } from '../../shared/random.js'

const DIMENSION = 16
/** Families of a real library are of very different sizes: of 2,130 files by Kenney the largest has 8 % of all. */
const FAMILIES_PER_THOUSAND = 20
const CLASSES = ['chair', 'door', 'fence', 'hedge', 'house', 'lamp', 'plank', 'road', 'rock', 'roof', 'table', 'tree']
/** So many of the first shapes have a mesh of their own on the disk, and so a picture: as many as a wall shows. */
const MESHES = 3000

/**
 * A library as `library add` and `library families` leave it, without the hours: rows in families, each around a center, and a
 * tree that joins the members of each family before any two families.
 *
 * @param home  of the server that will show it
 */
export async function putLargeLibrary(home: string, count: number): Promise<void> {
  const random = new Random(1)
  const root = join(home, 'meshes')
  const sizes = familySizes(count)
  const ids: string[] = []
  const values = new Float32Array(count * DIMENSION)
  for (const [family, size] of sizes.entries()) {
    const center = Array.from({ length: DIMENSION }, () => 2 * random.uniform() - 1)
    const label = CLASSES[family % CLASSES.length]
    for (let i = 0; i < size; i++) {
      const at = ids.length * DIMENSION
      center.forEach((value, k) => (values[at + k] = value + 0.3 * (random.uniform() - random.uniform())))
      // Zero in front, so that the order of the names is the order of the rows.
      ids.push(`${String(family).padStart(5, '0')}_${label}/${label}_${String(i).padStart(5, '0')}.obj`)
    }
  }
  putRows(home, root, ids, values)
  const content = createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex')
  const options = { metric: 'cosine', linkage: 'complete' } as const
  await writeTree(treePath(join(home, 'library.sqlite')), {
    options,
    tree: treeOf(sizes),
    leaves: ids,
    content,
    among: ids.length,
  })
}

/** Sizes that fall as Zipf's law has it, their sum `count`. */
function familySizes(count: number): number[] {
  const families = Math.round((count / 1000) * FAMILIES_PER_THOUSAND)
  const shares = Array.from({ length: families }, (_, rank) => (rank + 1) ** -0.8)
  const sum = shares.reduce((total, share) => total + share, 0)
  const sizes = shares.map((share) => Math.max(1, Math.floor((share / sum) * count)))
  sizes[0] += count - sizes.reduce((total, size) => total + size, 0)
  return sizes
}

function putRows(home: string, root: string, ids: readonly string[], values: Float32Array): void {
  const sql = openCatalog(join(home, 'library.sqlite'), true)
  const placed = { kind: 'embedding', checkpoint: '0'.repeat(64), name: 'made up' } as const
  const space = useSpace(sql, { described: { kind: 'shape', up: 'y' }, placed, checkpoint: root })
  const files = new FileWriter(sql)
  const contents = new ContentRows(sql)
  sql.transaction(() => {
    const { id } = keepRoot(sql, { path: root, prefix: '', up: 'y', ups: {}, split: 'none' })
    ids.forEach((name, row) => {
      const numbers = values.subarray(row * DIMENSION, (row + 1) * DIMENSION)
      const mesh = Buffer.from(boxOf(numbers))
      if (row < MESHES) put(join(root, name), mesh)
      const facts = { triangles: 12, vertices: 8, size: [1, 1, 1] as [number, number, number], repairs: [] }
      const found = { facts, description: numbers, place: numbers }
      const key = row < MESHES ? contentKey({ format: 'obj', bytes: mesh }) : String(row)
      const content = contents.put({ space: space.id, key, up: 'y', split: 'none' }, [{ part: '', found }])
      // One in fifty lies in a folder of another class than its family.
      const label = row % 50 === 0 ? CLASSES[row % CLASSES.length] : dirname(name).slice(6)
      files.put({ root: id, name, way: Buffer.from(name), class: label, stamp: '', content })
    })
  })
  sql.close()
}

function put(path: string, bytes: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}

/** A box whose sides say what the numbers are, so that no two pictures are the same. */
function boxOf(numbers: Float32Array): string {
  const [x, y, z] = [0, 1, 2].map((k) => 0.2 + Math.abs(numbers[k]))
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((i) => `v ${i & 1 ? x : 0} ${i & 2 ? y : 0} ${i & 4 ? z : 0}`)
  const sides = ['1 3 4 2', '5 6 8 7', '1 2 6 5', '3 7 8 4', '1 5 7 3', '2 4 8 6'].map((side) => `f ${side}`)
  return [...corners, ...sides, ''].join('\n')
}

/** Below 75 % of a right angle, where families are cut, all merges within families; above it those of families. */
function treeOf(sizes: readonly number[]): Tree {
  const count = sizes.reduce((total, size) => total + size, 0)
  const [left, right, sizesBelow] = [0, 1, 2].map(() => new Int32Array(count - 1))
  const heights = new Float64Array(count - 1)
  const leavesOf = (node: number) => (node < count ? 1 : sizesBelow[node - count])
  let merges = 0
  /** Two by two, until one is left. */
  const join = (nodes: readonly number[]): number => {
    const waiting = [...nodes]
    for (let at = 0; at + 1 < waiting.length; at += 2) {
      const [a, b] = [waiting[at], waiting[at + 1]]
      left[merges] = Math.min(a, b)
      right[merges] = Math.max(a, b)
      sizesBelow[merges] = leavesOf(a) + leavesOf(b)
      heights[merges] = merges < count - sizes.length ? (0.5 * merges) / count : 0.78 + (0.2 * merges) / count
      waiting.push(count + merges++)
    }
    return waiting[waiting.length - 1]
  }
  let first = 0
  const tops = sizes.map((size) => {
    const members = Array.from({ length: size }, (_, i) => first + i)
    first += size
    return join(members)
  })
  join(tops)
  return { count, left, right, heights, sizes: sizesBelow, grownFrom: count }
}
