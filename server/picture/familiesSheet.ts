import { createCanvas, loadImage, type SKRSContext2D } from '@napi-rs/canvas'
import type { PageFamily, PageShape } from './familiesPage.js'
import { FONT_FAMILY, registerFont } from './font.js'
import { hexOfColor } from './palette.js'

/** Px. */
const TILE = 96
const GAP = 8
const MARGIN = 24
const LABEL_WIDTH = 220
const TITLE_HEIGHT = 56
/** Members of a family that are shown, the most typical first, and families: more make a picture nobody looks through. */
const MOST_MEMBERS = 10
const MOST_FAMILIES = 40
const COLORS = { ground: '#ffffff', text: '#1a1a1a', faint: '#666666', tile: '#f4f4f4', odd: '#b34700' }

/**
 * A contact sheet: a row for each family with its name, size and most typical members, the odd ones out framed.
 *
 * @param families  of two and more shapes, the largest first
 * @returns         bytes of a PNG file
 */
export async function familiesSheet(title: string, families: readonly PageFamily[]): Promise<Uint8Array> {
  registerFont()
  const rows = families.slice(0, MOST_FAMILIES)
  const rowHeight = TILE + 2 * GAP
  const width = 2 * MARGIN + LABEL_WIDTH + MOST_MEMBERS * (TILE + GAP)
  const height = TITLE_HEIGHT + MARGIN + rows.length * rowHeight + (families.length > rows.length ? MARGIN : 0)
  const canvas = createCanvas(width, height)
  const context = canvas.getContext('2d')
  context.fillStyle = COLORS.ground
  context.fillRect(0, 0, width, height)
  write(context, title, MARGIN, MARGIN + 16, { weight: 600, size: 20 })
  for (const [i, family] of rows.entries()) {
    const top = TITLE_HEIGHT + i * rowHeight
    context.fillStyle = hexOfColor(family.color)
    context.fillRect(MARGIN, top + GAP, 6, TILE)
    const left = MARGIN + 18
    write(context, family.name, left, top + 44, { weight: 600, size: 15, width: LABEL_WIDTH - 26 })
    const detail = `${family.shapes.length} shapes, ${family.tightness.toFixed(0)} % alike`
    write(context, detail, left, top + 66, { color: COLORS.faint, width: LABEL_WIDTH - 26 })
    for (const [k, shape] of family.shapes.slice(0, MOST_MEMBERS).entries())
      await drawTile(context, shape, MARGIN + LABEL_WIDTH + k * (TILE + GAP), top + GAP)
  }
  if (families.length > rows.length)
    write(context, `and ${families.length - rows.length} more families`, MARGIN, height - 12, { color: COLORS.faint })
  return canvas.encode('png')
}

async function drawTile(context: SKRSContext2D, { picture, isOdd }: PageShape, x: number, y: number): Promise<void> {
  context.fillStyle = COLORS.tile
  context.fillRect(x, y, TILE, TILE)
  if (picture) context.drawImage(await loadImage(picture), x, y, TILE, TILE)
  if (!isOdd) return
  context.strokeStyle = COLORS.odd
  context.lineWidth = 2
  context.strokeRect(x + 1, y + 1, TILE - 2, TILE - 2)
}

interface Writing {
  readonly color?: string
  readonly weight?: 400 | 600
  /** Px. */
  readonly size?: number
  /** Px that it has to fit in; longer text is pressed together. */
  readonly width?: number
}

function write(context: SKRSContext2D, text: string, x: number, y: number, writing: Writing): void {
  const { color = COLORS.text, weight = 400, size = 13, width } = writing
  context.fillStyle = color
  context.font = `${weight} ${size}px ${FONT_FAMILY}`
  context.fillText(text, x, y, width)
}
