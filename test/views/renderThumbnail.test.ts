import { createCanvas, loadImage } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { encodePicture } from '../../server/views/encodePicture.js'
import { LARGEST_THUMBNAIL, renderThumbnail } from '../../server/views/renderThumbnail.js'
import { thumbnailView } from '../../server/views/thumbnailView.js'
import type { ViewFrame } from '../../server/views/viewFrame.js'
import { mapMesh, scaling } from '../support/changeMesh.js'
import { bumpySphere, cube } from '../support/meshes.js'

const FRONT: ViewFrame = { right: [1, 0, 0], up: [0, 1, 0], toward: [0, 0, 1] }

const alphas = (pixels: Uint8ClampedArray) => pixels.filter((_, i) => i % 4 === 3)

describe('renderThumbnail', () => {
  it.each([96, 160, LARGEST_THUMBNAIL])('fills a picture of %i pixels but for the margin', (size) => {
    const tall = mapMesh(cube(), scaling(1, 10, 1), [100, 200, 300])
    const alpha = alphas(renderThumbnail(tall, size, FRONT))
    const rows = Array.from({ length: size }, (_, row) => alpha.subarray(row * size, (row + 1) * size))
    const high = rows.filter((row) => row.some((value) => value > 0)).length
    const wide = Math.max(...rows.map((row) => row.filter((value) => value > 0).length))
    expect(Math.abs(high - size / 1.04)).toBeLessThan(2)
    expect(Math.abs(wide - size / 10.4)).toBeLessThan(2)
  })

  it('smooths edges: alpha sums up to the area, the gray is that of the face', () => {
    const size = 128
    const pixels = renderThumbnail(bumpySphere(20_000, 0), size, FRONT)
    const area = alphas(pixels).reduce((sum, alpha) => sum + alpha / 255, 0)
    expect(area / (Math.PI * (size / 2 / 1.04) ** 2)).toBeCloseTo(1, 2)
    const middle = 4 * ((size / 2) * size + size / 2)
    expect(pixels[middle]).toBeGreaterThanOrEqual(219)
    expect([...pixels.subarray(middle + 1, middle + 4)]).toEqual([pixels[middle], pixels[middle], 255])
  })

  it.each([
    ['y', [0, 1, 0], [0, 0, 1]],
    ['z', [0, 0, 1], [0, -1, 0]],
  ] as const)('%s up: top and front are seen, up is up', (up, top, front) => {
    const { up: above, toward } = thumbnailView(up)
    const along = (a: readonly number[], b: readonly number[]) => a.reduce((sum, each, i) => sum + each * b[i], 0)
    expect(along(above, top)).toBeGreaterThan(0.8)
    expect(along(toward, top)).toBeGreaterThan(0.3)
    expect(along(toward, front)).toBeGreaterThan(0.6)
  })

  it('is transparent where there is nothing to see', () => {
    const nothing = renderThumbnail(mapMesh(cube(), scaling(0)), 64, FRONT)
    expect(nothing.every((value) => value === 0)).toBe(true)
  })
})

describe('encodePicture', () => {
  it('keeps every pixel that is opaque', async () => {
    const pixels = renderThumbnail(bumpySphere(500), 96, thumbnailView('z'))
    const image = await loadImage(Buffer.from(await encodePicture(pixels)))
    const canvas = createCanvas(96, 96)
    const context = canvas.getContext('2d')
    context.drawImage(image, 0, 0)
    const read = context.getImageData(0, 0, 96, 96).data
    for (let i = 0; i < pixels.length; i += 4) {
      expect(read[i + 3]).toBe(pixels[i + 3])
      if (pixels[i + 3] === 255) expect(read[i]).toBe(pixels[i])
    }
  })
})
