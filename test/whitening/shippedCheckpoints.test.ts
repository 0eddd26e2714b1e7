import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { currentDescriptor } from '../../server/descriptor/currentDescriptor.js'
import { checkMesh } from '../../server/mesh/checkMesh.js'
import { shapeDescriptor } from '../../server/descriptor/shape/shapeDescriptor.js'
import { loadCheckpoint, type Checkpoint } from '../../server/checkpoint/checkpoint.js'
import { assumedUpLines, describeForCheckpoint } from '../../server/checkpoint/describeForCheckpoint.js'
import { embedTable } from '../../server/checkpoint/embedTable.js'
import { cosineMatrix } from '../../server/metrics/cosineMatrix.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { placeUnsorted } from '../../server/sort/placeUnsorted.js'
import { sortingSpaces } from '../../server/sort/sortingSpaces.js'
import type { Table } from '../../server/table/table.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { Random } from '../../shared/random.js'
import { joined, mapMesh, scaling } from '../support/changeMesh.js'
import { bumpySphere, cube } from '../support/meshes.js'
import { describedKaykit } from '../support/describedKaykit.js'
import { labelledFolder } from '../support/labelledFolder.js'
import { l1Distances, leaveOneOut } from '../support/leaveOneOut.js'
import { sharedData } from '../support/sharedData.js'

const kaykit = sharedData('kaykit')

const SHIPPED = [
  { name: 'pretrained', nearest: 0.87, averagePrecision: 0.66 },
  { name: 'pretrained-any-up', nearest: 0.88, averagePrecision: 0.64 },
] as const

const load = (name: string) => loadCheckpoint(join(PROJECT_ROOT, 'checkpoints', name))

const PLACED = [cube(), bumpySphere(500), joined(cube(), mapMesh(bumpySphere(200), scaling(0.5), [0, 1.5, 0]))]
/** Cosine of the first and second, first and third, second and third. */
const LIKENESS = { pretrained: ['0.092', '0.293', '0.044'], 'pretrained-any-up': ['0.061', '0.328', '0.052'] }

describe.each(SHIPPED)('checkpoints/$name', ({ name }) => {
  it('places the same shapes where it placed them when it came out', async () => {
    const checkpoint = await load(name)
    const { options } = describeForCheckpoint(checkpoint, { up: 'y' })
    const rows = PLACED.map((mesh) => shapeDescriptor(checkMesh(mesh), options.up))
    const dimension = rows[0].length
    const values = Float32Array.from(rows.flatMap((row) => [...row]))
    const ids = rows.map((_, i) => String(i))
    const table = { descriptor: currentDescriptor(options), ids, classes: ids, dimension, values }
    const { values: places, dimension: width } = embedTable(checkpoint, table)
    const cosines = cosineMatrix(places, width)
    const pairs = [cosines[1], cosines[2], cosines[5]].map((cosine) => cosine.toFixed(3))
    expect(pairs).toEqual(LIKENESS[name])
  })

  it('says how a mesh has to be described', async () => {
    const checkpoint = await load(name)
    const isUpright = name === 'pretrained'
    expect(describeForCheckpoint(checkpoint, { up: 'z' }).options).toMatchObject({
      descriptor: 'shape',
      up: isUpright ? 'z' : 'none',
    })
    const input = describeForCheckpoint(checkpoint, {})
    expect([input.options.up, input.isUpAssumed]).toEqual(isUpright ? ['y', true] : ['none', false])
    expect(assumedUpLines(input, ['a.obj', 'b.STL'])).toHaveLength(isUpright ? 1 : 0)
    expect(assumedUpLines(input, ['a.obj'])).toHaveLength(0)
    if (isUpright) expect(() => describeForCheckpoint(checkpoint, { up: 'none' })).toThrow(/what is up/)
  })
})

describe.skipIf(!kaykit).each(SHIPPED)('checkpoints/$name on objects of other origin', ({ name, ...least }) => {
  let checkpoint: Checkpoint
  let table: Table
  let raw: Float32Array

  beforeAll(async () => {
    checkpoint = await load(name)
    const files = labelledFolder(kaykit ?? '', 'folder')
    const { up } = describeForCheckpoint(checkpoint, { up: 'y' }).options
    const rows = await describedKaykit(kaykit ?? '', up === 'y' ? 'y' : 'none')
    const values = new Float32Array(rows.length * rows[0].length)
    rows.forEach((row, i) => values.set(row, i * row.length))
    table = {
      descriptor: currentDescriptor(DescribeOptions.parse({ descriptor: 'shape', up })),
      ids: files.map(({ path }) => path),
      classes: files.map((file) => file.name),
      dimension: rows[0].length,
      values,
    }
    raw = l1Distances(rows)
  }, 600_000)

  it('finds the class better than the raw numbers', () => {
    const { values, dimension } = embedTable(checkpoint, table)
    const distances = cosineMatrix(values, dimension).map((similarity) => 1 - similarity)
    const [learned, plain] = [leaveOneOut(distances, table.classes), leaveOneOut(raw, table.classes)]
    console.log(name, { learned, plain })
    expect(learned.nearest).toBeGreaterThan(Math.max(plain.nearest, least.nearest))
    expect(learned.averagePrecision).toBeGreaterThan(Math.max(plain.averagePrecision, least.averagePrecision))
  })

  it('places the other half of every class better than the raw numbers, in none of ten splits worse', () => {
    const seed = 5
    const shares = Array.from({ length: 10 }, (_, split) => {
      const half = { ...table, classes: halfSorted(table.classes, new Random(seed, split)) }
      const spaces = sortingSpaces(half, checkpoint)
      const shareRight = (chosen: typeof spaces) => {
        const { placements } = placeUnsorted(chosen)
        return placements.filter(({ row, class: found }) => found === table.classes[row]).length / placements.length
      }
      return { learned: shareRight(spaces), raw: shareRight(spaces.filter((space) => space.name === 'raw')) }
    })
    const mean = (figure: 'learned' | 'raw') => shares.reduce((sum, share) => sum + share[figure], 0) / shares.length
    console.log(name, 'placed', mean('learned'), 'raw', mean('raw'), 'seed', seed)
    expect(mean('learned')).toBeGreaterThan(Math.max(0.8, mean('raw') + 0.02))
    for (const { learned, raw: plain } of shares) expect(learned).toBeGreaterThanOrEqual(plain)
  })
})

/** The classes with every second member of each, drawn at random, left without. */
function halfSorted(classes: readonly string[], random: Random): string[] {
  const half = [...classes]
  for (const name of new Set(classes)) {
    const members = [...classes.keys()]
      .filter((i) => classes[i] === name)
      .map((i) => ({ i, order: random.bits() }))
      .sort((a, b) => a.order - b.order)
    for (const { i } of members.slice(Math.ceil(members.length / 2))) half[i] = ''
  }
  return half
}
