import { channels } from './channels.js'
import { drawOverlay } from './drawOverlay.js'
import { findPiles, type Pile } from './findPiles.js'
import { followHand, type Place } from './followHand.js'
import { nearestPoint, pointsInside } from './findPoints.js'
import { DIMMED } from './looks.js'
import { PointLayer } from './pointLayer.js'
import { fitAll, panBy, toMap, toScreen, zoomAt, type Places, type Viewport } from './viewport.js'

/** How points look, and the names between them. */
export interface MapLook {
  /** (N) `#rrggbb` */
  readonly colors: readonly string[]
  /** (N) see looks.ts */
  readonly looks: Uint8Array
  readonly names: readonly { readonly text: string; readonly x: number; readonly y: number }[]
}

export interface MapEvents {
  /** Whether a press draws a line around points; asked at every press. */
  readonly isLasso: () => boolean
  /** Called with the point under the pointer or in the middle, and its place; -1 = none. */
  readonly onPoint: (row: number, left: number, top: number) => void
  readonly onOpen: (row: number) => void
  readonly onLasso: (rows: readonly number[]) => void
  /** Called with the rows in sight and their places, when they are few enough for thumbnails; otherwise with none. */
  readonly onFew: (places: readonly { readonly row: number; readonly left: number; readonly top: number }[]) => void
}

/** Px within which a point is found. */
const REACH = 12
/** Share of the picture that all points cover together, as in map.svg, and the largest radius of a point. */
const COVERED = 0.2
const LARGEST = 6
const SMALLEST = 1.2
/** Most thumbnails that have room. */
const FEW = 40

/**
 * The interactive map: points, overlay, and the pointers, wheel and keys that move them. It draws at most once a
 * frame.
 */
export class MapStage {
  private readonly layer: PointLayer
  private fitted: Viewport
  private view: Viewport
  private look: MapLook = { colors: [], looks: new Uint8Array(), names: [] }
  private piles: readonly Pile[] = []
  private pointed = -1
  private line: number[] = []
  private frame = 0
  private settle = 0
  /** False when the points must be drawn again; the overlay changes more often than they do. */
  private arePointsDrawn = false
  /**
   * Removes all listeners. The canvases outlive a stage, whose listeners would otherwise go on beside those of the
   * next.
   */
  private readonly end = new AbortController()

  /** @throws Error when the browser has no WebGL */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly top: HTMLCanvasElement,
    private readonly places: Places,
    private readonly groups: readonly number[],
    private readonly events: MapEvents,
  ) {
    this.layer = new PointLayer(canvas, places, () => this.drawSoon())
    this.fitted = this.view = fitAll(places, canvas.clientWidth, canvas.clientHeight)
    this.listen()
  }

  setLook(look: MapLook): void {
    this.look = look
    const colors = new Uint8Array(3 * look.colors.length)
    const known = new Map<string, readonly [number, number, number]>()
    look.colors.forEach((color, row) => {
      const found = known.get(color) ?? channels(color)
      known.set(color, found)
      colors[3 * row] = found[0]
      colors[3 * row + 1] = found[1]
      colors[3 * row + 2] = found[2]
    })
    this.layer.setLooks(colors, look.looks)
    this.change(this.view)
  }

  resize(): void {
    const { clientWidth: width, clientHeight: height } = this.canvas
    const isFitted = this.view === this.fitted
    this.fitted = fitAll(this.places, width, height)
    this.change(isFitted ? this.fitted : { ...this.view, width, height })
  }

  fit(): void {
    this.change(this.fitted)
  }

  zoom(factor: number): void {
    const { width, height } = this.view
    this.change(zoomAt(this.view, factor, width / 2, height / 2, this.fitted))
  }

  pan(right: number, down: number): void {
    this.change(panBy(this.view, right, down))
  }

  /** Draws the lasso around everything in sight, without a pointer. */
  encircleSight(): void {
    const { width, height } = this.view
    const corners: Place[] = [
      [0, 0],
      [width, 0],
      [width, height],
      [0, height],
    ]
    const line = corners.flatMap((corner) => toMap(this.view, ...corner))
    this.events.onLasso(pointsInside(this.places, line))
  }

  /** Brings a point into the middle, zoomed so that its neighbors can be seen. */
  goTo(row: number): void {
    const pixelsPerUnit = Math.max(this.view.pixelsPerUnit, 3 * this.fitted.pixelsPerUnit)
    this.change({ ...this.view, x: this.places.x[row], y: this.places.y[row], pixelsPerUnit })
    this.pointAt(row)
  }

  dispose(): void {
    cancelAnimationFrame(this.frame)
    clearTimeout(this.settle)
    this.end.abort()
    this.layer.dispose()
  }

  private get radius(): number {
    const { width, height } = this.view
    const lone = Math.sqrt((COVERED * width * height) / (Math.PI * this.places.x.length))
    const zoomed = Math.sqrt(this.view.pixelsPerUnit / this.fitted.pixelsPerUnit)
    return Math.max(SMALLEST, Math.min(LARGEST, lone * zoomed))
  }

  private change(view: Viewport): void {
    const isMoved = view !== this.view
    this.view = view
    if (isMoved && this.pointed >= 0) this.pointAt(-1) // otherwise its ring would stay behind
    this.piles = []
    this.arePointsDrawn = false
    this.drawSoon()
    clearTimeout(this.settle)
    // Work that takes longer than a frame waits until the pointer rests.
    this.settle = window.setTimeout(() => this.rest(), 120)
  }

  private rest(): void {
    const isDimmed = (row: number) => (this.look.looks[row] & DIMMED) !== 0
    this.piles = isAllDimmed(this.look.looks) ? [] : findPiles(this.places, this.groups, this.view)
    const few: { row: number; left: number; top: number }[] = []
    for (let row = 0; row < this.places.x.length && few.length <= FEW; row++) {
      const [left, top] = toScreen(this.view, this.places.x[row], this.places.y[row])
      if (left > 0 && top > 0 && left < this.view.width && top < this.view.height && !isDimmed(row))
        few.push({ row, left, top })
    }
    const isNear = this.view.pixelsPerUnit > 1.5 * this.fitted.pixelsPerUnit
    this.events.onFew(isNear && few.length <= FEW ? few : [])
    this.drawSoon()
  }

  private drawSoon(): void {
    cancelAnimationFrame(this.frame)
    this.frame = requestAnimationFrame(() => this.draw())
  }

  private draw(): void {
    const style = getComputedStyle(this.canvas)
    const [ground, ink, accent] = ['--surface', '--ink', '--accent'].map((name) => style.getPropertyValue(name).trim())
    const { radius } = this
    if (!this.arePointsDrawn && this.layer.isReady) {
      this.arePointsDrawn = true
      this.layer.setGround(ground, ink)
      this.layer.draw(this.view, radius)
    }
    drawOverlay(this.top, this.view, {
      piles: this.piles,
      names: this.look.names,
      line: this.line,
      radius,
      ground,
      ink,
      accent,
      font: style.fontFamily,
    })
  }

  private listen(): void {
    followHand(this.top, this.end.signal, {
      isDrawing: (event) => this.events.isLasso() || event.shiftKey,
      line: (place) => {
        this.line.push(...toMap(this.view, ...place))
        this.drawSoon()
      },
      lineEnd: () => {
        if (this.line.length > 4) this.events.onLasso(pointsInside(this.places, this.line))
        this.line = []
        this.drawSoon()
      },
      point: (place) => this.point(place),
      tap: (place) => {
        this.point(place)
        if (this.pointed >= 0) this.events.onOpen(this.pointed)
      },
      pan: (right, down) => this.pan(right, down),
      zoom: (factor, around) => this.change(zoomAt(this.view, factor, ...around, this.fitted)),
    })
  }

  private point(place: Place | undefined): void {
    const isDimmed = (row: number) => (this.look.looks[row] & DIMMED) !== 0
    const row = place ? nearestPoint(this.places, this.view, place, REACH, isDimmed) : -1
    if (row !== this.pointed) this.pointAt(row)
  }

  private pointAt(row: number): void {
    this.pointed = row
    const [left, top] = row < 0 ? [0, 0] : toScreen(this.view, this.places.x[row], this.places.y[row])
    this.events.onPoint(row, left, top)
  }
}

const isAllDimmed = (looks: Uint8Array): boolean => looks.every((look) => (look & DIMMED) !== 0)
