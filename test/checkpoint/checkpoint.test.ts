import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { io } from '@tensorflow/tfjs'
import { describe, expect, it } from 'vitest'
import { loadCheckpoint, saveCheckpoint, type Checkpoint } from '../../server/checkpoint/checkpoint.js'
import { createNetwork } from '../../server/checkpoint/network.js'
import { plainScaling } from '../../server/checkpoint/inputScaling.js'
import { loadTensorflow } from '../../server/system/loadTensorflow.js'
import { TrainOptions } from '../../shared/schema/trainOptions.js'
import { Random } from '../../shared/random.js'
import { temporaryFolder } from '../support/startServer.js'
import { WhiteningOptions } from '../../shared/schema/whiteningOptions.js'

const checkpoint = (transform: Checkpoint['scaling']['transform']): Checkpoint => ({
  descriptor: 'chords',
  network: createNetwork(3, [4, 2], new Random(1, 0)),
  scaling: { transform, shift: Float32Array.of(1, 2, 3), factor: Float32Array.of(0, 0.5, 2) },
  record: { kind: 'network', options: TrainOptions.parse({}), backend: 'cpu', versions: {}, metrics: {} },
})

describe('a checkpoint', () => {
  it.each(['none', 'root', 'log'] as const)('comes back as it was saved, inputs by %s', async (transform) => {
    const folder = temporaryFolder()
    await saveCheckpoint(folder, checkpoint(transform))
    expect(await loadCheckpoint(folder)).toEqual(checkpoint(transform))
  })

  it('of whitening keeps its weights within half of 65,535 steps, in half the bytes, and stock tfjs reads the same', async () => {
    const folder = temporaryFolder()
    const network = createNetwork(6, [50], new Random(2, 0))
    network[0].bias.forEach((_, i) => (network[0].bias[i] = i - 7))
    const record = { kind: 'whitening', options: WhiteningOptions.parse({}), versions: {}, metrics: {} } as const
    await saveCheckpoint(folder, { ...checkpoint('spiral'), network, scaling: plainScaling('spiral', 3), record })
    const loaded = await loadCheckpoint(folder)
    expect(loaded.scaling).toEqual(plainScaling('spiral', 3))
    for (const part of ['kernel', 'bias'] as const) {
      const [saved, found] = [network[0][part], loaded.network[0][part]]
      const step = (Math.max(...saved) - Math.min(...saved)) / 0xffff
      expect(found).toHaveLength(saved.length)
      found.forEach((value, i) => expect(Math.abs(value - saved[i])).toBeLessThan(0.51 * step))
      expect(found).not.toEqual(saved)
    }
    expect((await stat(join(folder, 'weights.bin'))).size).toBe(2 * (6 * 50 + 50))

    const { tf } = await loadTensorflow(['cpu'])
    const { modelTopology, weightsManifest } = JSON.parse(
      await readFile(join(folder, 'model.json'), 'utf8'),
    ) as io.ModelJSON
    const weightData = new Uint8Array(await readFile(join(folder, 'weights.bin'))).buffer
    const weightSpecs = weightsManifest[0].weights
    const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }))
    const [kernel, bias] = model.getWeights().map((weight) => weight.dataSync())
    expect(kernel).toEqual(loaded.network[0].kernel)
    expect(bias).toEqual(loaded.network[0].bias)
  })

  it.each([
    [true, 'root'],
    [false, 'none'],
  ] as const)('of the time when files said "root": %s alone still loads', async (root, transform) => {
    const folder = temporaryFolder()
    await saveCheckpoint(folder, checkpoint('log'))
    const path = join(folder, 'checkpoint.json')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace('"transform": "log"', `"root": ${root}`))
    expect((await loadCheckpoint(folder)).scaling).toEqual(checkpoint(transform).scaling)
  })

  it('whose scaling is of fewer columns than its network takes is refused', async () => {
    const folder = temporaryFolder()
    await saveCheckpoint(folder, { ...checkpoint('none'), scaling: plainScaling('none', 2) })
    await expect(loadCheckpoint(folder)).rejects.toMatchObject({ code: 'checkpoint.broken' })
  })

  it('whose inputs are scaled in a way nobody knows is refused', async () => {
    const folder = temporaryFolder()
    await saveCheckpoint(folder, checkpoint('log'))
    const path = join(folder, 'checkpoint.json')
    await writeFile(path, (await readFile(path, 'utf8')).replace('"transform": "log"', '"transform": "sine"'))
    await expect(loadCheckpoint(folder)).rejects.toMatchObject({ code: 'checkpoint.broken' })
  })
})
