import { expect, it } from 'vitest'
import { loadTensorflow } from '../../server/system/loadTensorflow.js'
import { lookAtMesh } from '../../server/views/lookAtMesh.js'
import { foldNetwork } from '../../server/views/network/foldNetwork.js'
import { TAPS, ViewNetwork } from '../../server/views/network/viewNetwork.js'
import { drawnSurface } from '../../server/views/drawnSurface.js'
import { renderViews } from '../../server/views/renderViews.js'
import { unpackSight } from '../../server/views/sight.js'
import { thinness } from '../../server/views/thinness.js'
import { mapMesh, scaling } from '../support/changeMesh.js'
import { bumpySphere, cube } from '../support/meshes.js'
import { randomCheckpoint } from './network/plainNetwork.js'

it.each([
  [{ up: 'y', size: 64 } as const, 4],
  [{ up: 'none', size: 64 } as const, 6],
])('sees in batches what the network sees in each picture alone: %j', async (options, views) => {
  const { tf } = await loadTensorflow(['wasm'])
  const network = new ViewNetwork(tf, foldNetwork(randomCheckpoint(4)))
  const mesh = mapMesh(bumpySphere(400), scaling(1, 2, 0.5))
  const seen = unpackSight(await lookAtMesh(mesh, options, network))
  expect(seen.thinness).toBeCloseTo(thinness(drawnSurface(mesh)), 6)
  const { taps } = seen
  const alone: number[] = []
  for (const picture of renderViews(mesh, options)) alone.push(...(await network.look([picture])))
  expect(taps.length).toBe(views * TAPS)
  expect(taps).toEqual(Float32Array.from(alone))
  expect(new Set(alone.map((value) => value.toFixed(3))).size).toBeGreaterThan(100)
  network.dispose()
})

it('looks once at pictures that are the same to the pixel', async () => {
  const { tf } = await loadTensorflow(['wasm'])
  const network = new ViewNetwork(tf, foldNetwork(randomCheckpoint(4)))
  const asked: number[] = []
  const counting = {
    look: (pictures: readonly Uint8Array[]) => {
      asked.push(pictures.length)
      return network.look(pictures)
    },
  }
  // A slab twice as long as it is wide looks the same from opposite sides, a cube from all four.
  for (const [stretch, distinct] of [
    [2, 2],
    [1, 1],
  ]) {
    const mesh = mapMesh(cube(), scaling(stretch, 1, 1))
    const { taps } = unpackSight(await lookAtMesh(mesh, { up: 'y', size: 64 }, counting))
    expect(asked.splice(0)).toEqual([distinct])
    const views = renderViews(mesh, { up: 'y', size: 64 })
    for (const [view, picture] of views.entries())
      expect(taps.subarray(view * TAPS, (view + 1) * TAPS)).toEqual(await network.look([picture]))
  }
  network.dispose()
})
