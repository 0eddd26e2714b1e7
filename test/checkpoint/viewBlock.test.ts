import { readdirSync, rmSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadCheckpoint, saveCheckpoint } from '../../server/checkpoint/checkpoint.js'
import { embedTable } from '../../server/checkpoint/embedTable.js'
import { hashCheckpoint } from '../../server/checkpoint/hashCheckpoint.js'
import { scaledDimension } from '../../server/checkpoint/inputScaling.js'
import { createNetwork } from '../../server/checkpoint/network.js'
import { viewLayers } from '../../server/checkpoint/viewBlock.js'
import { cosineMatrix } from '../../server/metrics/cosineMatrix.js'
import { Random } from '../../shared/random.js'
import { temporaryFolder } from '../support/temporaryFolder.js'
import { randomViewBlock, viewCheckpoint } from '../support/viewCheckpoint.js'

const SEED = 21

it('a checkpoint keeps its view block in 16 bits; what is loaded and saved again stays to the bit', async () => {
  const saved = viewCheckpoint(SEED)
  const [first, second] = [join(temporaryFolder(), 'mine'), join(temporaryFolder(), 'mine')]
  await saveCheckpoint(first, saved)
  const loaded = await loadCheckpoint(first)
  await saveCheckpoint(second, loaded)
  expect(await loadCheckpoint(second)).toEqual(loaded)
  const { views } = loaded
  if (!views || !saved.views) throw new Error('no view block')
  const before = viewLayers(saved.views)
  viewLayers(views).forEach(({ kernel }, i) => {
    const range = Math.max(...before[i].kernel) - Math.min(...before[i].kernel)
    kernel.forEach((value, k) => expect(Math.abs(value - before[i].kernel[k])).toBeLessThan(range / 0xffff))
  })
})

it('a block has the layers of the taps that it was learned from, and no others', async () => {
  const folder = join(temporaryFolder(), 'mine')
  const { views, ...saved } = viewCheckpoint(SEED)
  const { head, blockDeviation } = views?.taps ?? {}
  if (!head || !blockDeviation) throw new Error('not among its taps')
  const [whole] = createNetwork(head.outputs + blockDeviation.outputs, [4], new Random(SEED))
  await saveCheckpoint(folder, { ...saved, views: { taps: { head, blockDeviation }, whole } })
  expect(readdirSync(join(folder, 'views')).sort()).toEqual(['blockDeviation', 'head', 'whole'])
  const { views: loaded } = await loadCheckpoint(folder)
  expect(Object.keys(loaded?.taps ?? {})).toEqual(['head', 'blockDeviation'])
  const record = await readFile(join(folder, 'checkpoint.json'), 'utf8')
  await writeFile(join(folder, 'checkpoint.json'), record.replace(/"head",\s*/, ''))
  await expect(loadCheckpoint(folder)).rejects.toThrow('do not fit each other')
})

it('a block for other views is none, one that is not whole is broken', async () => {
  const folder = join(temporaryFolder(), 'mine')
  await saveCheckpoint(folder, viewCheckpoint(SEED))
  const record = await readFile(join(folder, 'checkpoint.json'), 'utf8')
  await writeFile(join(folder, 'checkpoint.json'), record.replace('efficientnet-lite0', 'another'))
  const { views, ...rest } = await loadCheckpoint(folder)
  expect(views).toBeUndefined()
  const { views: _, ...saved } = viewCheckpoint(SEED)
  expect(rest).toEqual({ ...saved, hasOtherViews: true })
  await writeFile(join(folder, 'checkpoint.json'), record)
  rmSync(join(folder, 'views/whole/weights.bin'))
  await expect(loadCheckpoint(folder)).rejects.toMatchObject({ code: 'checkpoint.broken' })
})

it('what is known of views decides the hash of rows with views, of no others', () => {
  const checkpoint = viewCheckpoint(SEED)
  const { views: _, ...blind } = checkpoint
  expect(hashCheckpoint(checkpoint)).toBe(hashCheckpoint(blind))
  const hashes = [randomViewBlock(SEED), randomViewBlock(SEED + 1)].map((views) =>
    hashCheckpoint({ ...checkpoint, views }, true),
  )
  expect(new Set([hashCheckpoint(blind), ...hashes]).size).toBe(3)
})

it('cosines of rows with views are means of those of descriptions and of looks, which count the squares of their lengths', () => {
  const checkpoint = viewCheckpoint(SEED)
  const random = new Random(SEED)
  const [rows, width, dimension] = [5, 12, scaledDimension(checkpoint.scaling)]
  const draw = (count: number) => Float32Array.from({ length: count }, () => random.uniform())
  const ids = Array.from({ length: rows }, (_, i) => String(i))
  const table = { descriptor: checkpoint.expects, ids, classes: ids, dimension, values: draw(rows * dimension) }
  const looks = ids.map(() => {
    const look = draw(width)
    const length = Math.hypot(...look)
    return look.map((value) => value / length)
  })
  const says = ids.map((_, i) => 1 + i / 2)
  const [plain, both] = [
    embedTable(checkpoint, table),
    embedTable(
      checkpoint,
      table,
      looks.map((look, i) => look.map((value) => value * Math.sqrt(says[i]))),
    ),
  ]
  const seen = cosineMatrix(Float32Array.from(looks.flatMap((look) => [...look])), width)
  const described = cosineMatrix(plain.values, plain.dimension)
  cosineMatrix(both.values, both.dimension).forEach((cosine, i) => {
    const [a, b] = [says[Math.floor(i / rows)], says[i % rows]]
    const expected = (described[i] + Math.sqrt(a * b) * seen[i]) / Math.sqrt((1 + a) * (1 + b))
    expect(cosine).toBeCloseTo(expected, 5)
  })
})
