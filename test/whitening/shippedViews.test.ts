import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadCheckpoint } from '../../server/checkpoint/checkpoint.js'
import { embedTable } from '../../server/checkpoint/embedTable.js'
import { placeViews } from '../../server/checkpoint/viewBlock.js'
import { currentDescriptor } from '../../server/descriptor/currentDescriptor.js'
import { readMeshBytes } from '../../server/mesh/readMeshBytes.js'
import { cosineMatrix } from '../../server/metrics/cosineMatrix.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import type { Table } from '../../server/table/table.js'
import { findNetwork } from '../../server/views/network/networkFile.js'
import { ViewPool } from '../../server/views/viewPool.js'
import { tapsToLearn } from '../../server/whitening/tapsToLearn.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { describedKaykit } from '../support/describedKaykit.js'
import { labelledFolder } from '../support/labelledFolder.js'
import { leaveOneOut } from '../support/leaveOneOut.js'
import { sharedData } from '../support/sharedData.js'

const kaykit = sharedData('kaykit')

/** What every second of KayKit's objects reached when the view blocks came out, less one object and half a point. */
const SHIPPED = [
  { name: 'pretrained', up: 'y', nearest: 0.78, averagePrecision: 0.68 },
  { name: 'pretrained-any-up', up: 'none', nearest: 0.75, averagePrecision: 0.64 },
] as const

it.each(SHIPPED)('checkpoints/$name compares the taps that are learned for its up', async ({ name }) => {
  const { views, expects } = await loadCheckpoint(join(PROJECT_ROOT, 'checkpoints', name))
  expect(Object.keys(views?.taps ?? {})).toEqual(tapsToLearn(expects))
})

it.skipIf(!kaykit || findNetwork().state !== 'found').each(SHIPPED)(
  'checkpoints/$name finds objects of other origin better with views than without',
  { timeout: 600_000 },
  async ({ name, up, ...least }) => {
    const checkpoint = await loadCheckpoint(join(PROJECT_ROOT, 'checkpoints', name))
    const { views } = checkpoint
    if (!views) throw new Error('it has no view block')
    const files = labelledFolder(kaykit ?? '', 'folder').filter((_, i) => i % 2 === 0)
    const options = DescribeOptions.parse({ descriptor: 'shape', up })
    const rows = (await describedKaykit(kaykit ?? '', up)).filter((_, i) => i % 2 === 0)
    const looking = new ViewPool()
    try {
      const looks = await Promise.all(
        files.map(async ({ path }) =>
          placeViews(views, await looking.look(await readMeshBytes({ place: path, id: path }), { up })),
        ),
      )
      const dimension = rows[0].length
      const values = new Float32Array(rows.length * dimension)
      rows.forEach((row, i) => values.set(row, i * dimension))
      const ids = files.map(({ path }) => path)
      const classes = files.map((file) => file.name)
      const table = { descriptor: currentDescriptor(options), ids, classes, dimension, values }
      const judge = ({ values, dimension }: Pick<Table, 'values' | 'dimension'>) =>
        leaveOneOut(
          cosineMatrix(values, dimension).map((cosine) => 1 - cosine),
          classes,
        )
      const [geometry, together] = [judge(embedTable(checkpoint, table)), judge(embedTable(checkpoint, table, looks))]
      console.log(name, { geometry, together })
      expect(together.nearest).toBeGreaterThan(Math.max(geometry.nearest, least.nearest))
      expect(together.averagePrecision).toBeGreaterThan(Math.max(geometry.averagePrecision, least.averagePrecision))
    } finally {
      await looking.close()
    }
  },
)
