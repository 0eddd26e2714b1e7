import type { Pile } from './findPiles.js'
import { toScreen, type Viewport } from './viewport.js'

export interface Overlay {
  readonly piles: readonly Pile[]
  /** Name of each group and its place on the map; empty where points are not colored by group. */
  readonly names: readonly { readonly text: string; readonly x: number; readonly y: number }[]
  /** (2K) x y on the map of the lasso that is being drawn. */
  readonly line: readonly number[]
  readonly radius: number
  readonly ground: string
  readonly ink: string
  readonly accent: string
  readonly font: string
}

/** Draws what is above the points: marks of piles, the groups' names, the lasso. */
export function drawOverlay(canvas: HTMLCanvasElement, view: Viewport, overlay: Overlay): void {
  const ratio = window.devicePixelRatio
  const [width, height] = [Math.round(view.width * ratio), Math.round(view.height * ratio)]
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
  const pen = canvas.getContext('2d')
  if (pen === null) return
  pen.setTransform(ratio, 0, 0, ratio, 0, 0)
  pen.clearRect(0, 0, view.width, view.height)
  for (const pile of overlay.piles) drawPile(pen, pile, overlay)
  drawNames(pen, view, overlay)
  if (overlay.line.length > 2) drawLasso(pen, view, overlay)
}

/** Most parts of a ring; more would be too short to be seen. */
const MOST_PARTS = 8

/** How much of the ground a disk hides. */
const DISK_OPACITY = 0.22

/**
 * Draws a ring of a pile's largest colors, each part as long as the color's share; a pile of one color gets a pale disk.
 * Both are larger the more points there are.
 */
function drawPile(
  pen: CanvasRenderingContext2D,
  { left, top, count, shares }: Pile,
  { radius, ground }: Overlay,
): void {
  const around = (size: number, from = 0, to = 2 * Math.PI) => {
    pen.beginPath()
    pen.arc(left, top, size, from, to)
  }
  if (shares.length === 1) {
    pen.globalAlpha = DISK_OPACITY
    pen.fillStyle = shares[0][0]
    around(radius + 6 * Math.log10(count))
    pen.fill()
    pen.globalAlpha = 1
    return
  }
  const ring = radius + 4 + 2 * Math.log10(count)
  pen.lineWidth = 5
  pen.strokeStyle = ground
  around(ring)
  pen.stroke()
  pen.lineWidth = 3
  let angle = -Math.PI / 2
  const parts = shares.slice(0, MOST_PARTS)
  const whole = parts.length < shares.length ? parts.reduce((sum, [, members]) => sum + members, 0) : count
  for (const [color, members] of parts) {
    const next = angle + (2 * Math.PI * members) / whole
    around(ring, angle, next)
    pen.strokeStyle = color
    pen.stroke()
    angle = next
  }
}

/** Line height of the groups' names, px. */
const LINE_HEIGHT = 18
/** Distance between a name and the edge of the map, px. */
const EDGE = 4

function drawNames(pen: CanvasRenderingContext2D, view: Viewport, { names, ground, ink, font, radius }: Overlay): void {
  pen.font = `600 14px ${font}`
  pen.textAlign = 'center'
  pen.lineJoin = 'round'
  const widest = view.width - 2 * EDGE
  const taken: { left: number; top: number; width: number }[] = []
  for (const { text, x, y } of names) {
    const [middle, top] = toScreen(view, x, y)
    // Names of larger groups come first. A name that would overlap one is left out until the map is zoomed.
    // A name that is wider than the map is squeezed.
    const width = Math.min(pen.measureText(text).width, widest)
    const left = isInSight(view, middle) ? keepInside(view, middle, width) : middle
    const isHidden = taken.some(
      (other) => Math.abs(other.left - left) < (other.width + width) / 2 + 4 && Math.abs(other.top - top) < LINE_HEIGHT,
    )
    if (isHidden) continue
    taken.push({ left, top, width })
    pen.lineWidth = 4
    pen.strokeStyle = ground
    pen.strokeText(text, left, top - radius - 10, widest)
    pen.fillStyle = ink
    pen.fillText(text, left, top - radius - 10, widest)
  }
}

const isInSight = (view: Viewport, left: number): boolean => left >= 0 && left <= view.width

/** Middle of a name, moved so that the edge of the map does not cut the name off. */
const keepInside = (view: Viewport, middle: number, width: number): number =>
  Math.max(width / 2 + EDGE, Math.min(view.width - width / 2 - EDGE, middle))

function drawLasso(pen: CanvasRenderingContext2D, view: Viewport, { line, accent }: Overlay): void {
  pen.beginPath()
  for (let at = 0; at < line.length; at += 2) pen.lineTo(...toScreen(view, line[at], line[at + 1]))
  pen.closePath()
  pen.lineWidth = 1.5
  pen.strokeStyle = accent
  pen.stroke()
  pen.globalAlpha = 0.12
  pen.fillStyle = accent
  pen.fill()
  pen.globalAlpha = 1
}
