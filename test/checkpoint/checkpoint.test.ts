import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { io } from '@tensorflow/tfjs'
import { describe, expect, it } from 'vitest'
import { loadCheckpoint, saveCheckpoint, type Checkpoint } from '../../server/checkpoint/checkpoint.js'
import { hashCheckpoint } from '../../server/checkpoint/hashCheckpoint.js'
import { createNetwork } from '../../server/checkpoint/network.js'
import { plainScaling } from '../../server/checkpoint/inputScaling.js'
import { loadTensorflow } from '../../server/system/loadTensorflow.js'
import { DescribeOptions } from '../../shared/schema/describeOptions.js'
import { describedBy } from '../../shared/schema/descriptorId.js'
import { TrainOptions } from '../../shared/schema/trainOptions.js'
import { Random } from '../../shared/random.js'
import { temporaryFolder } from '../support/temporaryFolder.js'
import { WhiteningOptions } from '../../shared/schema/whiteningOptions.js'

const checkpoint = (transform: Checkpoint['scaling']['transform']): Checkpoint => ({
  name: 'checkpoint',
  expects: describedBy(DescribeOptions.parse({}), 3),
  network: createNetwork(3, [4, 2], new Random(1, 0)),
  scaling: { transform, shift: Float32Array.of(1, 2, 3), factor: Float32Array.of(0, 0.5, 2) },
  record: { kind: 'network', options: TrainOptions.parse({}), backend: 'cpu', versions: {}, metrics: {} },
})

describe('a checkpoint', () => {
  it.each([
    [
      { descriptor: 'shape', describe: DescribeOptions.parse({ descriptor: 'shape', up: 'z' }) },
      { kind: 'shape', up: 'z' },
    ],
    [{ descriptor: 'chords' }, { kind: 'foreign', numbers: 'histogram' }],
  ])('of the form before says what it expects as far as it knew: %j', async (older, expects) => {
    const folder = join(temporaryFolder(), 'checkpoint')
    await saveCheckpoint(folder, checkpoint('none'))
    const file = join(folder, 'checkpoint.json')
    const { expects: _, ...kept } = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>
    await writeFile(file, JSON.stringify({ ...kept, ...older, formatVersion: 2 }))
    expect(await loadCheckpoint(folder)).toEqual({ ...checkpoint('none'), expects })
  })

  it('is known by what decides where rows are placed, by nothing else', () => {
    const known = checkpoint('none')
    const [layer] = known.network
    const changed = (part: Partial<Checkpoint>) => hashCheckpoint({ ...known, ...part })
    const others = [
      changed({ expects: { kind: 'shape', up: 'y', version: 1 } }),
      changed({ scaling: { ...known.scaling, transform: 'root' } }),
      changed({ scaling: { ...known.scaling, shift: Float32Array.of(1, 2, 4) } }),
      changed({ scaling: { ...known.scaling, factor: Float32Array.of(1, 0.5, 2) } }),
      changed({ network: [{ ...layer, bias: layer.bias.map((x, i) => x + +(i === 3)) }, ...known.network.slice(1)] }),
      changed({ network: [{ ...layer, kernel: layer.kernel.map((x) => -x) }, ...known.network.slice(1)] }),
    ]
    expect(new Set([hashCheckpoint(known), ...others]).size).toBe(7)
    expect(changed({ name: 'moved', record: { ...known.record, versions: { node: '99' } } })).toBe(
      hashCheckpoint(known),
    )
  })

  it.each(['none', 'root', 'log'] as const)('comes back as it was saved, inputs by %s', async (transform) => {
    const folder = join(temporaryFolder(), 'checkpoint')
    await saveCheckpoint(folder, checkpoint(transform))
    expect(await loadCheckpoint(folder)).toEqual(checkpoint(transform))
  })

  it('of whitening keeps its weights within half of 65,535 steps, in half the bytes, and stock tfjs reads the same', async () => {
    const folder = join(temporaryFolder(), 'checkpoint')
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
    const folder = join(temporaryFolder(), 'checkpoint')
    await saveCheckpoint(folder, checkpoint('log'))
    const path = join(folder, 'checkpoint.json')
    const text = await readFile(path, 'utf8')
    await writeFile(path, text.replace('"transform": "log"', `"root": ${root}`))
    expect((await loadCheckpoint(folder)).scaling).toEqual(checkpoint(transform).scaling)
  })

  it('whose scaling is of fewer columns than its network takes is refused', async () => {
    const folder = join(temporaryFolder(), 'checkpoint')
    await saveCheckpoint(folder, { ...checkpoint('none'), scaling: plainScaling('none', 2) })
    await expect(loadCheckpoint(folder)).rejects.toMatchObject({ code: 'checkpoint.broken' })
  })

  it('of a later version is refused, and says which there are', async () => {
    const folder = join(temporaryFolder(), 'checkpoint')
    await saveCheckpoint(folder, checkpoint('log'))
    const path = join(folder, 'checkpoint.json')
    await writeFile(path, (await readFile(path, 'utf8')).replace('"formatVersion": 3', '"formatVersion": 4'))
    await expect(loadCheckpoint(folder)).rejects.toMatchObject({
      code: 'checkpoint.broken',
      values: { reason: 'formatVersion: one of 3, 2 is expected' },
    })
  })

  it('whose inputs are scaled in a way nobody knows is refused', async () => {
    const folder = join(temporaryFolder(), 'checkpoint')
    await saveCheckpoint(folder, checkpoint('log'))
    const path = join(folder, 'checkpoint.json')
    await writeFile(path, (await readFile(path, 'utf8')).replace('"transform": "log"', '"transform": "sine"'))
    await expect(loadCheckpoint(folder)).rejects.toMatchObject({ code: 'checkpoint.broken' })
  })
})
