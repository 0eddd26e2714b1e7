import { createCanvas, Image } from '@napi-rs/canvas'
import { registerFont } from './font.js'
import { svgDocument } from './svgDocument.js'

/**
 * Renders an SVG as PNG.
 *
 * @param svg    text of an SVG file with width and height in px
 * @param scale  pixels per px, > 0. Default 2
 * @returns      bytes of a PNG file
 */
export async function renderPng(svg: string, scale = 2): Promise<Uint8Array> {
  registerFont()
  const image = new Image()
  await new Promise<void>((resolve, reject) => {
    image.onload = () => resolve()
    image.onerror = () => reject(new Error('the SVG can not be drawn'))
    image.src = Buffer.from(withoutEms(svg))
  })
  const canvas = createCanvas(Math.round(image.width * scale), Math.round(image.height * scale))
  canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height)
  return canvas.encode('png')
}

/** The renderer ignores `0.32em` in the position of a text; it understands px. */
function withoutEms(svg: string): string {
  const document = svgDocument(svg)
  for (const name of ['x', 'y', 'dx', 'dy'])
    for (const element of document.querySelectorAll(`[${name}$="em"]`)) {
      const size = parseFloat(element.closest('[font-size]')?.getAttribute('font-size') ?? '10')
      element.setAttribute(name, String(parseFloat(element.getAttribute(name) ?? '0') * size))
    }
  return document.toString()
}
