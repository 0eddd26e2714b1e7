/**
 * The part of the map that is in sight: the place in the middle, and the pixels of one unit of the map. y points up.
 */
export interface Viewport {
  readonly x: number
  readonly y: number
  readonly pixelsPerUnit: number
  /** Size of the picture, px. */
  readonly width: number
  readonly height: number
}

export interface Places {
  readonly x: readonly number[]
  readonly y: readonly number[]
}

/** Free room around the outermost points, as a share of the picture. */
const MARGIN = 0.08
/** A smaller extent is rounding: all points are one spot. */
const LEAST_EXTENT = 1e-6
/** Largest zoom, relative to the first view. */
const MOST_ZOOM = 5000
const LEAST_ZOOM = 0.5

/** The viewport in which all points are in sight. */
export function fitAll({ x, y }: Places, width: number, height: number): Viewport {
  const [left, right] = extent(x)
  const [bottom, top] = extent(y)
  const room = 1 - 2 * MARGIN
  const across = Math.max(right - left, LEAST_EXTENT)
  const up = Math.max(top - bottom, LEAST_EXTENT)
  const pixelsPerUnit = Math.min((room * width) / across, (room * height) / up)
  return { x: (left + right) / 2, y: (bottom + top) / 2, pixelsPerUnit, width, height }
}

/** A place on the map in pixels from the left and the top. */
export const toScreen = (view: Viewport, x: number, y: number): [number, number] => [
  view.width / 2 + (x - view.x) * view.pixelsPerUnit,
  view.height / 2 - (y - view.y) * view.pixelsPerUnit,
]

export const toMap = (view: Viewport, left: number, top: number): [number, number] => [
  view.x + (left - view.width / 2) / view.pixelsPerUnit,
  view.y - (top - view.height / 2) / view.pixelsPerUnit,
]

/** Moves the viewport by pixels, as a hand moves paper. */
export const panBy = (view: Viewport, right: number, down: number): Viewport => ({
  ...view,
  x: view.x - right / view.pixelsPerUnit,
  y: view.y + down / view.pixelsPerUnit,
})

/** Zooms so that the place under a pixel stays under it. @param fitted the view of all points, which bounds the zoom */
export function zoomAt(view: Viewport, factor: number, left: number, top: number, fitted: Viewport): Viewport {
  const least = fitted.pixelsPerUnit * LEAST_ZOOM
  const most = fitted.pixelsPerUnit * MOST_ZOOM
  const pixelsPerUnit = Math.min(most, Math.max(least, view.pixelsPerUnit * factor))
  const [x, y] = toMap(view, left, top)
  return {
    ...view,
    pixelsPerUnit,
    x: x - (left - view.width / 2) / pixelsPerUnit,
    y: y + (top - view.height / 2) / pixelsPerUnit,
  }
}

function extent(values: readonly number[]): [low: number, high: number] {
  let [low, high] = [Infinity, -Infinity]
  for (const value of values) {
    if (value < low) low = value
    if (value > high) high = value
  }
  return low <= high ? [low, high] : [0, 0]
}
