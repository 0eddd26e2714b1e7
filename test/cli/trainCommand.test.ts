import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadCheckpoint } from '../../server/checkpoint/checkpoint.js'
import { embedTable } from '../../server/checkpoint/embedTable.js'
import { scaleInputs } from '../../server/checkpoint/inputScaling.js'
import { loadTensorflow } from '../../server/system/loadTensorflow.js'
import { normalizeRows } from '../../server/table/normalizeRows.js'
import type { TrainReport } from '../../shared/schema/trainReport.js'
import type { Table } from '../../server/table/table.js'
import { readTable } from '../../server/table/readTable.js'
import { writeTable } from '../../server/table/writeTable.js'
import { blobTable } from '../support/blobTable.js'
import { runCli } from '../support/runCli.js'
import { temporaryFolder } from '../support/temporaryFolder.js'

const EPOCHS = 40

describe('shapekin train', () => {
  it('reports, draws curves and keeps what it learned', async () => {
    const folder = temporaryFolder()
    const out = join(folder, 'out')
    const tables = { train: blobTable(60, 3, 1), valid: blobTable(60, 3, 2), test: blobTable(30, 3, 3) }
    for (const [name, table] of Object.entries(tables)) await writeTable(join(folder, `${name}.tsv`), table)
    const files = Object.keys(tables).flatMap((name) => [`--${name}`, join(folder, `${name}.tsv`)])
    const result = await runCli(['train', ...files, '--out', out, '--epochs', String(EPOCHS), '--json'])
    expect(result.code, result.stderr).toBe(0)
    const report = JSON.parse(result.stdout) as TrainReport
    expectReport(report, out)
    expectCurves(out)
    await expectStockModel(out, await readTable(join(folder, 'test.tsv')))
  })

  it.each([
    {
      name: 'shapes that are all the same',
      change: (table: Table) => ({ ...table, values: table.values.map((_, at) => (at % 128) / 1e4) }),
      codes: ['allEqual'],
    },
    {
      name: 'a collapse: all shapes that were learned from but the first are the same',
      change: (table: Table) => ({ ...table, values: table.values.map((_, at) => ((at || 1) % 128) / 1e4) }),
      codes: ['constantInputs', 'collapse', 'duplicates'],
    },
    {
      name: 'a class with one member',
      change: (table: Table) => ({ ...table, classes: table.classes.map((name, row) => (row === 3 ? 'lamp' : name)) }),
      codes: ['loneClass'],
    },
  ])('tells of $name', async ({ change, codes }) => {
    const folder = temporaryFolder()
    for (const [seed, name] of ['train', 'valid', 'test'].entries())
      await writeTable(join(folder, `${name}.tsv`), change(blobTable(30, 2, seed)))
    const files = ['train', 'valid', 'test'].flatMap((name) => [`--${name}`, join(folder, `${name}.tsv`)])
    const { code, stdout, stderr } = await runCli([
      'train',
      ...files,
      '--out',
      join(folder, 'out'),
      '--epochs',
      '40',
      '--json',
    ])
    expect(code, stderr).toBe(0)
    const { health } = JSON.parse(stdout) as TrainReport
    expect(health.map((finding) => finding.code)).toEqual(expect.arrayContaining(codes))
  })
})

/** Learned and raw figures side by side, with the confusion of classes. */
function expectReport(report: TrainReport, out: string): void {
  expect(JSON.parse(readFileSync(join(out, 'report.json'), 'utf8'))).toEqual(report)
  for (const figures of [report.test, report.baseline]) {
    const { confusion, ...numbers } = figures ?? report.valid
    const names = ['accuracy', 'ami', 'ari', 'map', 'nmi', 'precisionAt1', 'rPrecision', 'silhouette']
    expect(Object.keys(numbers).sort()).toEqual(names)
    expect(confusion.counts.flat().reduce((sum, n) => sum + n)).toBe(30)
  }
  expect(report.test).toMatchObject({ accuracy: 1, ari: 1, nmi: 1 })
  expect(report.health).toEqual([])
}

/** A curve of each epoch as JSON lines and as TensorBoard events. */
function expectCurves(out: string): void {
  const lines = readFileSync(join(out, 'curves.jsonl'), 'utf8').trim().split('\n')
  const epochs = lines.map((line) => JSON.parse(line) as { epoch: number; loss: number; validLoss: number })
  expect(epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: EPOCHS }, (_, i) => i + 1))
  expect(epochs[EPOCHS - 1].loss).toBeLessThan(epochs[0].loss / 2)
  const events = readFileSync(join(out, readdirSync(out).find((name) => name.includes('tfevents')) ?? ''))
  expect(events.toString('latin1').split('loss/valid')).toHaveLength(1 + EPOCHS)
}

/** Stock tfjs loads the checkpoint and gives the same embedding. */
async function expectStockModel(out: string, table: Table): Promise<void> {
  const { tf } = await loadTensorflow(['cpu'])
  const read = (name: string) => readFileSync(join(out, name))
  const { modelTopology, weightsManifest } = JSON.parse(read('model.json').toString()) as {
    modelTopology: object
    weightsManifest: { weights: { name: string; shape: number[]; dtype: 'float32' }[] }[]
  }
  const weightData = Uint8Array.from(read('weights.bin')).buffer
  const artifacts = { modelTopology, weightSpecs: weightsManifest[0].weights, weightData }
  const model = await tf.loadLayersModel(tf.io.fromMemory(artifacts))
  const checkpoint = await loadCheckpoint(out)
  const rows = table.ids.length
  const inputs = tf.tensor2d(scaleInputs(table.values, checkpoint.scaling), [rows, table.dimension])
  const places = model.predict(inputs)
  if (Array.isArray(places)) throw new Error('one output was expected')
  const stock = normalizeRows(Float32Array.from(places.dataSync()), 16)
  embedTable(checkpoint, table).values.forEach((value, i) => expect(value).toBeCloseTo(stock[i], 5))
}
