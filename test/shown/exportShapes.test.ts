import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'
import { loadImage } from '@napi-rs/canvas'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clusterTree } from '../../server/cluster/clusterTree.js'
import { cutTree } from '../../server/cluster/cutTree.js'
import { likenessOf } from '../../server/cluster/likeness.js'
import { exportShapes, type ExportedShapes } from '../../server/shown/exportShapes.js'
import { sheetFamilies, sheetRows } from '../../server/shown/sheetFamilies.js'
import { gatherShapes } from '../../server/shown/gatherShapes.js'
import { Random } from '../../shared/random.js'
import { SHOWN_EXPORTS, type ExportName } from '../../shared/schema/shownExports.js'
import { runPython, whyNoModule } from '../support/debianPython.js'

const [COUNT, DIMENSION, GROUPS] = [40, 6, 5]

/** Random rows, names that no format likes, and the tree of the rows. */
function someShapes(): ExportedShapes {
  const random = Random.of(3, 'sampling')
  const values = Float32Array.from({ length: COUNT * DIMENSION }, () => random.uniform() - 0.5)
  const ids = Array.from({ length: COUNT }, (_, i) => `kit/é😀,"${i}"\tA\n.obj`)
  const table = {
    descriptor: { kind: 'foreign', numbers: 'embedding' } as const,
    ids,
    classes: ids.map((_, i) => (i % 3 ? 'a, b' : '')),
    dimension: DIMENSION,
    values,
  }
  const options = { metric: 'cosine', linkage: 'average' } as const
  const tree = clusterTree({ values, count: COUNT, dimension: DIMENSION }, options)
  const likeness = likenessOf('cosine', values, DIMENSION)
  const empty = ids.map(() => '')
  const rows = { table, metric: 'cosine', likeness, splits: empty, pictures: empty } as const
  const shown = gatherShapes(rows, cutTree(tree, GROUPS), { names: { [ids[0]]: 'my "own", name' }, wishes: [] })
  const neighbors = { x: ids.map((_, i) => i), y: ids.map((_, i) => i % 7) }
  const grouping = { options, tree, leaves: ids, content: '', among: ids.length }
  return { table, shown, grouping, farthest: likeness.distanceOf(0), neighbors }
}

const folder = mkdtempSync(join(tmpdir(), 'shapekin-export-'))
afterAll(() => rmSync(folder, { recursive: true }))

const shapes = someShapes()
const { table, shown } = shapes
beforeAll(async () => {
  for (const name of Object.keys(SHOWN_EXPORTS) as ExportName[])
    writeFileSync(join(folder, name), await exportShapes(name, shapes))
})

it('no spreadsheet takes the name of a file for a formula', async () => {
  const ids = ['=1+1', ...shown.ids.slice(1)]
  const named = { ...shapes, shown: { ...shown, ids } }
  expect(Buffer.from(await exportShapes('shapes.csv', named)).toString()).toMatch(/^"'=1\+1",/m)
})

const reason = whyNoModule('scipy')
if (reason) console.log(`Skipped: ${reason}`)

describe.skipIf(reason)('exports of grouped shapes, read by the programs that they are for', () => {
  it('NumPy and SciPy read every number, name and group, and cut the tree into the same groups', () => {
    const read = runPython<Record<string, unknown>>(
      `
import json, sys, numpy
from scipy.cluster.hierarchy import fcluster, is_valid_linkage
data = numpy.load(sys.argv[1] + '/shapes.npz')
Z = numpy.load(sys.argv[1] + '/linkage.npy')
cut = fcluster(Z, ${GROUPS}, 'maxclust')
print(json.dumps({
    'vectors': data['vectors'].astype(float).tolist(), 'dtype': str(data['vectors'].dtype),
    'ids': data['ids'].tolist(), 'classes': data['classes'].tolist(), 'groups': data['groups'].tolist(),
    'leaves': data['leaves'].tolist(), 'valid': bool(is_valid_linkage(Z)), 'same': bool((data['linkage'] == Z).all()),
    'pairs': [[int(a) == int(b) for b in cut] for a in cut],
}))`,
      folder,
    )
    const vectors = table.ids.map((_, i) => [...table.values.subarray(i * DIMENSION, (i + 1) * DIMENSION)])
    const pairs = shown.groups.map((a) => shown.groups.map((b) => a === b))
    const { ids, classes, groups } = shown
    expect(read).toEqual({
      vectors,
      dtype: 'float32',
      ids,
      classes,
      groups,
      leaves: ids,
      valid: true,
      same: true,
      pairs,
    })
  })

  it('a spreadsheet reads every column; the pair for the Embedding Projector has a line for each shape', () => {
    const read = runPython<{ csv: string[][]; vectors: number[][]; lines: string[] }>(
      `
import csv, json, sys, numpy
rows = list(csv.reader(open(sys.argv[1] + '/shapes.csv', newline='', encoding='utf8')))
vectors = numpy.loadtxt(sys.argv[1] + '/vectors.tsv', delimiter='\\t', dtype='f4')
lines = open(sys.argv[1] + '/metadata.tsv', encoding='utf8').read().splitlines()
print(json.dumps({'csv': rows, 'vectors': vectors.astype(float).tolist(), 'lines': lines}))`,
      folder,
    )
    expect(read.csv[0]).toEqual(['id', 'class', 'group', 'family', 'x', 'y', 'likeness'])
    expect(read.csv.slice(1).map(([id]) => id)).toEqual(shown.ids)
    expect(read.csv[1][3]).toBe('my "own", name')
    expect(read.csv.slice(1).map(([, , , , x, y]) => [Number(x), Number(y)])).toEqual(
      shown.x.map((x, i) => [x, shown.y[i]]),
    )
    expect(read.vectors.flat()).toEqual([...table.values])
    expect(read.lines).toHaveLength(1 + COUNT)
    for (const line of read.lines) expect(line.split('\t')).toHaveLength(4)
    expect(read.lines.join('')).not.toContain('"')
  })
})

it('DuckDB reads every column of the Parquet file, vectors too', async () => {
  const connection = await (await DuckDBInstance.create()).connect()
  const found = await connection.runAndReadAll(`SELECT * FROM '${join(folder, 'shapes.parquet')}'`)
  const vectorOf = (at: number) => [...table.values.subarray(at * DIMENSION, (at + 1) * DIMENSION)]
  expect(found.getRowObjectsJson()).toEqual(
    shown.ids.map((id, at) => ({
      id,
      class: shown.classes[at],
      group: shown.groups[at],
      family: shown.groups[at] === shown.groups[0] ? 'my "own", name' : '',
      x: shown.x[at],
      y: shown.y[at],
      likeness: shown.likeness[at],
      vector: vectorOf(at),
    })),
  )
})

it.each(['map', 'neighbors', 'tree'])(
  'the %s is a picture that a browser and a canvas read, in both forms',
  async (name) => {
    const svg = readFileSync(join(folder, `${name}.svg`), 'utf8')
    expect(svg).toMatch(/^<svg [^>]*viewBox/)
    expect(svg).toContain(`${COUNT} shapes in ${GROUPS} groups`)
    expect(svg.includes('UMAP 1')).toBe(name === 'neighbors')
    const { width } = await loadImage(readFileSync(join(folder, `${name}.png`)))
    expect(width).toBeGreaterThan(800)
  },
)

it('the families are a contact sheet: a row for each of several shapes, the largest first, each shape once', async () => {
  const { width, height } = await loadImage(readFileSync(join(folder, 'families.png')))
  expect(readFileSync(join(folder, 'families.svg'), 'utf8')).toContain(`width="${width}" height="${height}"`)
  const sizes = shown.named.map(({ size }) => size).filter((size) => size > 1)
  const families = sheetFamilies(shown, new Map())
  expect(families.map(({ shapes: { length } }) => length)).toEqual(sizes.sort((a, b) => b - a))
  for (const { group, shapes } of families) {
    expect(shapes[0].id).toBe(shown.ids[shown.named[group].typical])
    expect(shapes.map(({ id }) => id).sort()).toEqual(shown.ids.filter((_, row) => shown.groups[row] === group).sort())
  }
})

it('where no shape is like another, the contact sheet has a row of those that are alone', async () => {
  const named = shown.named.map((family) => ({ ...family, size: 1 }))
  const groups = shown.ids.map((_, row) => named.findIndex(({ typical }) => typical === row))
  const alone = { ...shown, named, groups }
  expect(sheetRows(alone)).toEqual(named.map(({ typical }) => typical))
  const heightOf = async (each: ExportedShapes) => {
    const svg = Buffer.from(await exportShapes('families.svg', each)).toString()
    return Number(/height="(\d+)"/.exec(svg)?.[1])
  }
  const none = { ...shapes, shown: { ...shown, named: [], groups: groups.map(() => -1) } }
  expect(await heightOf({ ...shapes, shown: alone })).toBeGreaterThan((await heightOf(none)) + 50)
})

it('on the contact sheet, what looks like another comes after all that does not', () => {
  const pictures = shown.ids.map((_, row) => `thumbnails/${row % 2 ? 'same' : row}`)
  for (const { shapes: members } of sheetFamilies({ ...shown, pictures }, new Map())) {
    const looks = members.map(({ id }) => pictures[shown.ids.indexOf(id)])
    const different = new Set(looks).size
    expect(new Set(looks.slice(0, different)).size).toBe(different)
  }
})
