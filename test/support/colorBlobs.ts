/** A rectangle of one color on the screen, in pixels. */
export interface ColorBlob {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Least pixels of a button or tab: an icon's edge in the same color is smaller. */
const LEAST_PIXELS = 200
const TOLERANCE = 16

/** Connected areas (4-neighbors) of a color in packed RGB, top to bottom. */
export function colorBlobs(rgb: Buffer, width: number, color: readonly number[]): ColorBlob[] {
  const count = rgb.length / 3
  const isColor = (pixel: number) => color.every((value, i) => Math.abs(rgb[3 * pixel + i] - value) <= TOLERANCE)
  const seen = new Uint8Array(count)
  const blobs: ColorBlob[] = []
  for (let start = 0; start < count; start++) {
    if (seen[start] || !isColor(start)) continue
    const stack = [start]
    seen[start] = 1
    let [pixels, minX, maxX, minY, maxY] = [0, width, 0, Infinity, 0]
    for (let pixel = stack.pop(); pixel !== undefined; pixel = stack.pop()) {
      pixels++
      const [x, y] = [pixel % width, Math.floor(pixel / width)]
      ;[minX, maxX, minY, maxY] = [Math.min(minX, x), Math.max(maxX, x), Math.min(minY, y), Math.max(maxY, y)]
      const neighbors = [x > 0 && pixel - 1, x < width - 1 && pixel + 1, pixel - width, pixel + width]
      for (const next of neighbors) {
        if (next === false || next < 0 || next >= count || seen[next] || !isColor(next)) continue
        seen[next] = 1
        stack.push(next)
      }
    }
    if (pixels >= LEAST_PIXELS) blobs.push({ x: minX, y: minY, width: maxX - minX + 1, height: maxY - minY + 1 })
  }
  return blobs.sort((a, b) => a.y - b.y)
}
