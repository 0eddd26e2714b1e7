import { counted } from '../../shared/counted.js'
import { createCanvas, loadImage, SvgExportFlag, type Image, type SKRSContext2D } from '@napi-rs/canvas'
import type { Picture } from './drawPicture.js'
import type { PageFamily, PageShape } from './familiesPage.js'
import { FONT_FAMILY, registerFont } from './font.js'
import { hexOfColor } from './palette.js'
import { MOST_FAMILIES, MOST_MEMBERS } from './sheetSize.js'

/** Side of a picture, px. */
const TILE = 96
const GAP = 8
const MARGIN = 24
const ROW_HEIGHT = TILE + 2 * GAP
const LABEL_WIDTH = 220
const TITLE_HEIGHT = 56
const WIDTH = LABEL_WIDTH + MOST_MEMBERS * (TILE + GAP)
/** Members up to which two families share a row. */
const MEMBERS_IN_HALF = Math.floor((WIDTH / 2 - LABEL_WIDTH) / (TILE + GAP))
const COLORS = {
  ground: '#ffffff',
  text: '#1a1a1a',
  faint: '#666666',
  tile: '#f4f4f4',
  odd: '#b34700',
  alone: '#8a8a8a',
}

/**
 * A contact sheet. For each family it shows the name, the size and the most typical members, with a frame around odd
 * ones. A large family takes a row, a small one half a row.
 *
 * @param families  of at least two shapes, the largest first
 * @param alone  shapes that are like no other; a row of them is drawn where there is no family
 */
export async function familiesSheet(
  title: string,
  families: readonly PageFamily[],
  alone: readonly PageShape[],
): Promise<Picture> {
  registerFont()
  const blocks = families.slice(0, MOST_FAMILIES).map(blockOf)
  if (families.length === 0 && alone.length > 0) blocks.push(blockOfAlone(alone))
  const shown = await Promise.all(blocks.map(pictured))
  const rows = inRows(shown)
  const hidden = Math.max(0, families.length - MOST_FAMILIES)
  const width = 2 * MARGIN + WIDTH
  const height = TITLE_HEIGHT + MARGIN + rows.length * ROW_HEIGHT + (hidden > 0 ? MARGIN : 0)
  const png = createCanvas(width, height)
  const svg = createCanvas(width, height, SvgExportFlag.ConvertTextToPaths) // the viewer may not have the font
  for (const canvas of [png, svg]) drawRows(canvas.getContext('2d'), rows, { title, hidden })
  return { svg: svg.getContent().toString(), png: await png.encode('png') }
}

/** What a row, or half of one, shows. */
interface Block {
  readonly name: string
  /** What is said below the name. */
  readonly detail: string
  /** `#rrggbb` */
  readonly color: string
  readonly shapes: readonly PageShape[]
}

const blockOf = ({ name, color, tightness, shapes }: PageFamily): Block => ({
  name,
  detail: `${counted(shapes.length, 'shape')}, ${tightness.toFixed(0)} % alike`,
  color: hexOfColor(color),
  shapes,
})

const blockOfAlone = (shapes: readonly PageShape[]): Block => ({
  name: 'Alone',
  detail: `${counted(shapes.length, 'shape')} like no other`,
  color: COLORS.alone,
  shapes,
})

/** A block with the pictures of its first shapes. */
interface PicturedBlock {
  readonly block: Block
  readonly tiles: readonly { readonly image: Image | undefined; readonly isOdd: boolean }[]
}

const pictured = async (block: Block): Promise<PicturedBlock> => ({
  block,
  tiles: await Promise.all(
    block.shapes
      .slice(0, MOST_MEMBERS)
      .map(async ({ picture, isOdd }) => ({ image: picture && (await loadImage(picture)), isOdd })),
  ),
})

/** Puts blocks in rows: one, or two in sequence that need no more than half a row each. */
function inRows(blocks: readonly PicturedBlock[]): PicturedBlock[][] {
  const isSmall = ({ tiles }: PicturedBlock) => tiles.length <= MEMBERS_IN_HALF
  const rows: PicturedBlock[][] = []
  for (const block of blocks) {
    const last = rows.at(-1)
    if (last?.length === 1 && isSmall(last[0]) && isSmall(block)) last.push(block)
    else rows.push([block])
  }
  return rows
}

interface SheetWords {
  readonly title: string
  /** Number of families for which there is no room. */
  readonly hidden: number
}

function drawRows(context: SKRSContext2D, rows: readonly PicturedBlock[][], { title, hidden }: SheetWords): void {
  const { width, height } = context.canvas
  context.fillStyle = COLORS.ground
  context.fillRect(0, 0, width, height)
  write(context, title, MARGIN, MARGIN + 16, { weight: 600, size: 20 })
  for (const [i, row] of rows.entries())
    for (const [half, block] of row.entries())
      drawBlock(context, block, MARGIN + (half * WIDTH) / 2, TITLE_HEIGHT + i * ROW_HEIGHT)
  if (hidden > 0) write(context, `and ${hidden} more families`, MARGIN, height - 12, { color: COLORS.faint })
}

function drawBlock(context: SKRSContext2D, { block, tiles }: PicturedBlock, x: number, y: number): void {
  context.fillStyle = block.color
  context.fillRect(x, y + GAP, 6, TILE)
  const label = { left: x + 18, width: LABEL_WIDTH - 26 }
  write(context, block.name, label.left, y + 44, { weight: 600, size: 15, width: label.width })
  write(context, block.detail, label.left, y + 66, { color: COLORS.faint, width: label.width })
  for (const [k, tile] of tiles.entries()) drawTile(context, tile, x + LABEL_WIDTH + k * (TILE + GAP), y + GAP)
}

function drawTile(
  context: SKRSContext2D,
  { image, isOdd }: PicturedBlock['tiles'][number],
  x: number,
  y: number,
): void {
  context.fillStyle = COLORS.tile
  context.fillRect(x, y, TILE, TILE)
  if (image) context.drawImage(image, x, y, TILE, TILE)
  if (!isOdd) return
  context.strokeStyle = COLORS.odd
  context.lineWidth = 2
  context.strokeRect(x + 1, y + 1, TILE - 2, TILE - 2)
}

interface Writing {
  readonly color?: string
  readonly weight?: 400 | 600
  /** Font size, px. */
  readonly size?: number
  /** Px that the text must fit in; longer text is squeezed. */
  readonly width?: number
}

function write(context: SKRSContext2D, text: string, x: number, y: number, writing: Writing): void {
  const { color = COLORS.text, weight = 400, size = 13, width } = writing
  context.fillStyle = color
  context.font = `${weight} ${size}px ${FONT_FAMILY}`
  context.fillText(text, x, y, width)
}
