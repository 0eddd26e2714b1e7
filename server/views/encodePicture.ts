import { createCanvas, ImageData } from '@napi-rs/canvas'

/**
 * A square picture as PNG.
 *
 * @param pixels (4 size²) RGBA, colors not multiplied by alpha, rows from the top
 * @returns bytes of a PNG file
 */
export async function encodePicture(pixels: Uint8ClampedArray<ArrayBuffer>): Promise<Uint8Array> {
  const size = Math.sqrt(pixels.length / 4)
  const canvas = createCanvas(size, size)
  canvas.getContext('2d').putImageData(new ImageData(pixels, size, size), 0, 0)
  return canvas.encode('png')
}
