import { channels } from '../../shared/channels.js'
import { drawOverlay } from './drawOverlay.js'
import { findPiles, type Pile } from './findPiles.js'
import { followHand, type Place } from './followHand.js'
import { nearestPoint, pointsInside } from './findPoints.js'
import { DIMMED } from './looks.js'
import type { PointDrawing } from './pointLayer.js'
import { PointThread } from './pointThread.js'
import { fitAll, panBy, toMap, toScreen, zoomAt, type Places, type Viewport } from './viewport.js'

/** How points look, and the names between them. */
export interface MapLook {
  /** (N) `#rrggbb` */
  readonly colors: readonly string[]
  /** (N) see looks.ts */
  readonly looks: Uint8Array
  readonly names: readonly { readonly text: string; readonly x: number; readonly y: number }[]
  /** Whether piles are marked: where colors are numbers, they mean nothing. */
  readonly arePilesMarked: boolean
}

export interface MapEvents {
  /** Called when the browser has no WebGL. */
  readonly onImpossible: () => void
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

/** Milliseconds that a drawing may take while the map moves; with more, it is drawn with fewer pixels until it rests. */
const SMOOTH_MS = 33
/** Share of the pixels, along a side, of a map that moves where drawing is slow. */
const COARSE = 0.5
/** Points of such a map. Without a graphics card 100,000 take three times as long, which is no motion. */
const MOST_MOVING = 10_000
const isSharp = ({ most }: PointDrawing): boolean => most === Infinity

/**
 * The interactive map: points, overlay, and the pointers, wheel and keys that move them. Points are drawn by a thread; the
 * overlay follows when they are there, so that both show the same part of the map.
 */
export class MapStage {
  private readonly points: PointThread
  private places: Places = { x: [], y: [] }
  private fitted: Viewport
  private view: Viewport
  private look: MapLook = { colors: [], looks: new Uint8Array(), names: [], arePilesMarked: false }
  private piles: readonly Pile[] = []
  private pointed = -1
  private line: number[] = []
  private frame = 0
  private settle = 0
  /** How the points were drawn last; the overlay changes more often than they do. */
  private drawn: PointDrawing | undefined
  /** False when the points must be drawn anew. */
  private arePointsAsked = false
  private isMoving = false
  /** Whether a sharp drawing takes too long for a map that moves, as without a graphics card. */
  private isSlow = false
  private askedAt = 0
  private readonly end = new AbortController()

  /** @param canvas for the points @param top for what is above them */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly top: HTMLCanvasElement,
    private readonly events: MapEvents,
  ) {
    this.points = new PointThread(canvas, {
      onDrawn: (drawing) => {
        this.drawn = drawing
        if (isSharp(drawing)) this.isSlow = performance.now() - this.askedAt > SMOOTH_MS
        this.drawTop()
        if (!this.arePointsAsked) this.draw()
      },
      onImpossible: events.onImpossible,
    })
    this.fitted = this.view = fitAll(this.places, canvas.clientWidth, canvas.clientHeight)
    this.listen()
  }

  /** Shows other points, all in sight; they need their look, too. */
  setPlaces(places: Places): void {
    this.places = places
    this.points.setPlaces(places)
    this.view = this.fitted = fitAll(places, this.canvas.clientWidth, this.canvas.clientHeight)
    this.pointAt(-1)
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
    this.points.setLooks(colors, look.looks)
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
    this.points.dispose()
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
    if (isMoved) this.isMoving = true
    if (isMoved && this.pointed >= 0) this.pointAt(-1) // otherwise its ring would stay behind
    this.piles = []
    this.arePointsAsked = false
    this.drawSoon()
    clearTimeout(this.settle)
    // Work that takes longer than a frame waits until the pointer rests.
    this.settle = window.setTimeout(() => this.rest(), 120)
  }

  private rest(): void {
    this.isMoving = false
    if (this.drawn && !isSharp(this.drawn)) this.arePointsAsked = false
    const isDimmed = (row: number) => (this.look.looks[row] & DIMMED) !== 0
    const { colors, arePilesMarked } = this.look
    this.piles = arePilesMarked ? findPiles(this.places, colors, this.view, isDimmed) : []
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
    cancelAnimationFrame(this.frame)
    if (this.arePointsAsked) return this.drawTop()
    if (this.points.isBusy) return // onDrawn asks again
    this.arePointsAsked = true
    this.askedAt = performance.now()
    const [ground, ink] = this.colorsOfPage('--surface', '--ink')
    const isCoarse = this.isMoving && this.isSlow
    const ratio = window.devicePixelRatio * (isCoarse ? COARSE : 1)
    const most = isCoarse ? MOST_MOVING : Infinity
    this.points.draw({ view: this.view, radius: this.radius, ratio, most, ground, ink })
  }

  private drawTop(): void {
    if (this.drawn === undefined) return
    const { view, radius } = this.drawn
    const [ground, ink, accent] = this.colorsOfPage('--surface', '--ink', '--accent')
    drawOverlay(this.top, view, {
      piles: view === this.view ? this.piles : [],
      names: this.look.names,
      line: this.line,
      radius,
      ground,
      ink,
      accent,
      font: getComputedStyle(this.canvas).fontFamily,
    })
  }

  private colorsOfPage(...names: string[]): string[] {
    const style = getComputedStyle(this.canvas)
    return names.map((name) => style.getPropertyValue(name).trim())
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
