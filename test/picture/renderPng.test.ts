import { describe, expect, it, vi } from 'vitest'

// Before the canvas is loaded: a bare server has no fonts.
vi.hoisted(() => (process.env.DISABLE_SYSTEM_FONTS_LOAD = '1'))
const { createCanvas, GlobalFonts, loadImage } = await import('@napi-rs/canvas')
const { renderPng } = await import('../../server/picture/renderPng.js')

async function pixelsOf(png: Uint8Array) {
  const image = await loadImage(Buffer.from(png))
  const context = createCanvas(image.width, image.height).getContext('2d')
  context.drawImage(image, 0, 0)
  return { width: image.width, height: image.height, data: context.getImageData(0, 0, image.width, image.height).data }
}

const svg = (content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60" font-family="Inter" font-size="20">${content}</svg>`

/** Rows of pixels that something is drawn in. */
async function inkedRows(content: string): Promise<number[]> {
  const { width, height, data } = await pixelsOf(await renderPng(svg(content), 1))
  const hasInk = (y: number) =>
    Array.from({ length: width }, (_, x) => data[4 * (y * width + x) + 3]).some((a) => a > 128)
  return Array.from({ length: height }, (_, y) => y).filter(hasInk)
}

describe('renderPng', () => {
  it('draws at the asked scale', async () => {
    const { width, height } = await pixelsOf(await renderPng(svg(''), 3))
    expect([width, height]).toEqual([360, 180])
  })

  it('draws text where no font is installed', async () => {
    expect((await inkedRows('<text x="5" y="30">Shape</text>')).length).toBeGreaterThan(8)
    expect(GlobalFonts.families.map(({ family }) => family)).toEqual(['Inter']) // ours alone
  })

  it('understands shifts given in em', async () => {
    const [plain] = await inkedRows('<text x="5" y="30">x</text>')
    const [shifted] = await inkedRows('<text x="5" y="30" dy="1em">x</text>')
    expect(shifted - plain).toBe(20)
  })
})
