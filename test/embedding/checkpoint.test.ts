import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadCheckpoint, saveCheckpoint, type Checkpoint } from '../../server/embedding/checkpoint.js'
import { createNetwork } from '../../server/embedding/network.js'
import { TrainOptions } from '../../server/embedding/trainOptions.js'
import { Random } from '../../shared/random.js'
import { temporaryFolder } from '../support/startServer.js'

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

  it('whose inputs are scaled in a way nobody knows is refused', async () => {
    const folder = temporaryFolder()
    await saveCheckpoint(folder, checkpoint('log'))
    const path = join(folder, 'checkpoint.json')
    await writeFile(path, (await readFile(path, 'utf8')).replace('"transform": "log"', '"transform": "sine"'))
    await expect(loadCheckpoint(folder)).rejects.toMatchObject({ code: 'checkpoint.broken' })
  })
})
