import { describe, expect, it } from 'vitest'
import { chooseEngine } from '../../../server/training/kernel/chooseEngine.js'
import { loadTensorflow } from '../../../server/system/loadTensorflow.js'
import { trainNetwork } from '../../../server/training/trainNetwork.js'
import { TrainOptions } from '../../../shared/schema/trainOptions.js'
import { blobTable } from '../../support/blobTable.js'

const wide = (width: number) => ({ engine: 'auto' as const, widths: [width, width, width, width, 16] })

describe('chooseEngine', () => {
  it.each([
    [32, 'tensorflow', 'kernel'],
    [512, 'tensorflow', 'kernel'],
    [1024, 'tensorflow', 'operations'],
    [2048, 'tensorflow', 'operations'],
    [2048, 'wasm', 'kernel'],
    [2048, 'cpu', 'kernel'],
  ] as const)('takes for width %i on %s the %s', (width, backend, engine) => {
    expect(chooseEngine(wide(width), 128, backend)).toBe(engine)
  })

  it('does as it is told', () => {
    for (const engine of ['kernel', 'operations'] as const)
      expect(chooseEngine({ ...wide(32), engine }, 128, 'cpu')).toBe(engine)
  })

  it('does not change what is learned', async () => {
    const tensorflow = await loadTensorflow(['cpu'])
    const losses = async (engine: 'kernel' | 'operations') => {
      const options = TrainOptions.parse({ epochs: 4, engine })
      const tables = [blobTable(40, 3, 1), blobTable(40, 3, 2)] as const
      return (await trainNetwork(tensorflow, ...tables, options, async () => {})).epochs.map(({ loss }) => loss)
    }
    const operations = await losses('operations')
    for (const [i, loss] of (await losses('kernel')).entries()) expect(loss).toBeCloseTo(operations[i], 3)
  })
})
