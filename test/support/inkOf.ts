import { createCanvas, loadImage } from '@napi-rs/canvas'
import type { Locator } from 'playwright-core'

/** Pixels of a canvas of the page that are not empty. */
export async function inkOf(canvas: Locator): Promise<number> {
  const image = await loadImage(await canvas.screenshot())
  const pen = createCanvas(image.width, image.height).getContext('2d')
  pen.drawImage(image, 0, 0)
  const { data } = pen.getImageData(0, 0, image.width, image.height)
  let count = 0
  for (let at = 0; at < data.length; at += 4) if (Math.abs(data[at] - data[0]) > 40) count++
  return count
}
