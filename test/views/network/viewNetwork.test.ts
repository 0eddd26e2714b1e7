import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { foldNetwork } from '../../../server/views/network/foldNetwork.js'
import { LAYERS, NETWORK_LENGTH } from '../../../server/views/network/layers.js'
import { findNetwork } from '../../../server/views/network/networkFile.js'
import { TAPS, ViewNetwork } from '../../../server/views/network/viewNetwork.js'
import { loadTensorflow } from '../../../server/system/loadTensorflow.js'
import { PROJECT_ROOT } from '../../../server/system/projectRoot.js'
import { Random } from '../../../shared/random.js'
import { plainLook, randomCheckpoint } from './plainNetwork.js'

const SIZE = 160

/** As makeFixtures.py draws it. */
function fixturePicture(step: number): Uint8Array {
  return Uint8Array.from({ length: SIZE * SIZE }, (_, i) => {
    const [row, column] = [Math.floor(i / SIZE), i % SIZE]
    const isInside = (row - 80) ** 2 + (column - 70) ** 2 < 60 ** 2
    return isInside ? 30 + ((row * step + Math.floor((column * column) / 16)) % 191) : 255
  })
}

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0)

describe('ViewNetwork', () => {
  it('sees what the layers by definition see, with random weights, batch norms folded and colors added up', async () => {
    const seed = 3
    const checkpoint = randomCheckpoint(seed)
    const random = new Random(seed)
    const pictures = [1, 2].map(() => Uint8Array.from({ length: 36 * 36 }, () => random.below(256))) // odd sizes on the way: 9, 5
    const { tf } = await loadTensorflow(['wasm'])
    const network = new ViewNetwork(tf, foldNetwork(checkpoint))
    const taps = await network.look(pictures)
    expect(taps.length).toBe(2 * TAPS)
    pictures.forEach((picture, k) => {
      const expected = plainLook(checkpoint, picture)
      const seen = taps.slice(k * TAPS, (k + 1) * TAPS)
      expect(largestDifference(seen, expected)).toBeLessThan(1e-4 * Math.max(...expected.map(Math.abs)))
      expect(new Set(expected.map((value) => value.toFixed(3))).size).toBeGreaterThan(100) // it does see something
    })
    expect(tf.memory().numTensors).toBe(2 * LAYERS.length) // what a look needs besides is given back
    network.dispose()
    expect(tf.memory().numTensors).toBe(0)
  })

  it('refuses numbers of another network', async () => {
    const { tf } = await loadTensorflow(['wasm'])
    expect(() => new ViewNetwork(tf, new Float32Array(NETWORK_LENGTH - 1))).toThrow(String(NETWORK_LENGTH))
    const checkpoint = randomCheckpoint(1)
    checkpoint.delete('_bn1.bias')
    expect(() => foldNetwork(checkpoint)).toThrow('_bn1.bias')
  })

  describe('with the published weights', () => {
    const network = findNetwork()
    const features = JSON.parse(readFileSync(new URL('features.json', import.meta.url), 'utf8')) as Record<
      string,
      number[]
    >

    it.skipIf(network.state !== 'found').each(['tensorflow', 'wasm'] as const)(
      'sees what PyTorch sees, within 1e-4, on %s',
      (backend) => {
        // A process of its own, for the native backend does not end in a worker.
        const script = `
        const { loadTensorflow } = await import('./dist/server/system/loadTensorflow.js')
        const { ViewNetwork } = await import('./dist/server/views/network/viewNetwork.js')
        const { findNetwork } = await import('./dist/server/views/network/networkFile.js')
        const pictures = JSON.parse(process.env.PICTURES).map((text) => Uint8Array.from(Buffer.from(text, 'base64')))
        const loaded = await loadTensorflow(['${backend}']).catch(() => undefined)
        if (loaded) console.log(JSON.stringify([...await new ViewNetwork(loaded.tf, findNetwork().numbers).look(pictures)]))`
        const pictures = Object.keys(features).map((step) =>
          Buffer.from(fixturePicture(Number(step))).toString('base64'),
        )
        const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
          cwd: PROJECT_ROOT,
          env: { ...process.env, PICTURES: JSON.stringify(pictures), TF_CPP_MIN_LOG_LEVEL: '2' },
          encoding: 'utf8',
        })
        if (stdout === '' && backend === 'tensorflow') return console.warn('SKIPPED: the native backend is not there')
        expect(stdout, stderr).not.toBe('')
        const seen = JSON.parse(stdout) as number[]
        expect(seen.length).toBe(2 * TAPS)
        expect(largestDifference(seen, Object.values(features).flat())).toBeLessThan(1e-4)
      },
    )
  })
})
