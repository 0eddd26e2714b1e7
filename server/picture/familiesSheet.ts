import { createCanvas, loadImage, SvgExportFlag, type Image, type SKRSContext2D } from '@napi-rs/canvas'
import type { Picture } from './drawPicture.js'
import type { PageFamily } from './familiesPage.js'
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
const COLORS = { ground: '#ffffff', text: '#1a1a1a', faint: '#666666', tile: '#f4f4f4', odd: '#b34700' }

/**
 * A contact sheet. For each family it shows the name, the size and the most typical members, with a frame around odd
 * ones. A large family takes a row, a small one half a row.
 *
 * @param families  of at least two shapes, the largest first
 */
export async function familiesSheet(title: string, families: readonly PageFamily[]): Promise<Picture> {
  registerFont()
  const shown = await Promise.all(families.slice(0, MOST_FAMILIES).map(pictured))
  const rows = inRows(shown)
  const hidden = families.length - shown.length
  const width = 2 * MARGIN + WIDTH
  const height = TITLE_HEIGHT + MARGIN + rows.length * ROW_HEIGHT + (hidden > 0 ? MARGIN : 0)
  const png = createCanvas(width, height)
  const svg = createCanvas(width, height, SvgExportFlag.ConvertTextToPaths) // the viewer may not have the font
  for (const canvas of [png, svg]) drawRows(canvas.getContext('2d'), rows, { title, hidden })
  return { svg: svg.getContent().toString(), png: await png.encode('png') }
}

/** A family with the pictures of its most typical members. */
interface PicturedFamily {
  readonly family: PageFamily
  readonly tiles: readonly { readonly image: Image | undefined; readonly isOdd: boolean }[]
}

const pictured = async (family: PageFamily): Promise<PicturedFamily> => ({
  family,
  tiles: await Promise.all(
    family.shapes
      .slice(0, MOST_MEMBERS)
      .map(async ({ picture, isOdd }) => ({ image: picture && (await loadImage(picture)), isOdd })),
  ),
})

/** Puts families in rows: one, or two in sequence that need no more than half a row each. */
function inRows(families: readonly PicturedFamily[]): PicturedFamily[][] {
  const isSmall = ({ tiles }: PicturedFamily) => tiles.length <= MEMBERS_IN_HALF
  const rows: PicturedFamily[][] = []
  for (const family of families) {
    const last = rows.at(-1)
    if (last?.length === 1 && isSmall(last[0]) && isSmall(family)) last.push(family)
    else rows.push([family])
  }
  return rows
}

interface SheetWords {
  readonly title: string
  /** Number of families for which there is no room. */
  readonly hidden: number
}

function drawRows(context: SKRSContext2D, rows: readonly PicturedFamily[][], { title, hidden }: SheetWords): void {
  const { width, height } = context.canvas
  context.fillStyle = COLORS.ground
  context.fillRect(0, 0, width, height)
  write(context, title, MARGIN, MARGIN + 16, { weight: 600, size: 20 })
  for (const [i, row] of rows.entries())
    for (const [half, family] of row.entries())
      drawFamily(context, family, MARGIN + (half * WIDTH) / 2, TITLE_HEIGHT + i * ROW_HEIGHT)
  if (hidden > 0) write(context, `and ${hidden} more families`, MARGIN, height - 12, { color: COLORS.faint })
}

function drawFamily(context: SKRSContext2D, { family, tiles }: PicturedFamily, x: number, y: number): void {
  context.fillStyle = hexOfColor(family.color)
  context.fillRect(x, y + GAP, 6, TILE)
  const label = { left: x + 18, width: LABEL_WIDTH - 26 }
  write(context, family.name, label.left, y + 44, { weight: 600, size: 15, width: label.width })
  const detail = `${family.shapes.length} shapes, ${family.tightness.toFixed(0)} % alike`
  write(context, detail, label.left, y + 66, { color: COLORS.faint, width: label.width })
  for (const [k, tile] of tiles.entries()) drawTile(context, tile, x + LABEL_WIDTH + k * (TILE + GAP), y + GAP)
}

function drawTile(
  context: SKRSContext2D,
  { image, isOdd }: PicturedFamily['tiles'][number],
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
