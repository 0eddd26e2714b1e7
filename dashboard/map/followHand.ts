/** A place on the picture of the map, pixels from the left and the top. */
export type Place = readonly [left: number, top: number]

/** Called with what pointers and wheel do to the map. */
export interface Hand {
  /** Whether a pressed pointer draws a line around points; otherwise it moves the map. */
  readonly isDrawing: (event: PointerEvent) => boolean
  /** Called with a line around points, from its first place to the last. */
  readonly line: (place: Place) => void
  readonly lineEnd: () => void
  /** Called when the pointer moves without being pressed; undefined = it has left. */
  readonly point: (place: Place | undefined) => void
  readonly tap: (place: Place) => void
  readonly pan: (right: number, down: number) => void
  readonly zoom: (factor: number, around: Place) => void
}

/** Px. A pointer that moves less than this counts as still. */
const STILL = 2
/** Distance of the wheel that zooms by the factor e. */
const WHEEL = 400

/**
 * Reports what pointers and wheel do over an element, until `signal` is aborted: one finger moves, two zoom, a short
 * press opens.
 */
export function followHand(element: HTMLElement, signal: AbortSignal, hand: Hand): void {
  const on = <Type extends keyof HTMLElementEventMap>(type: Type, hear: (event: HTMLElementEventMap[Type]) => void) =>
    element.addEventListener(type, hear, { signal })
  const pointers = new Map<number, Place>()
  let hasMoved = false
  let hasLine = false
  on('pointerdown', (event) => {
    element.setPointerCapture(event.pointerId)
    pointers.set(event.pointerId, placeOf(event))
    // A second finger ends the line of the first, and a press that drew a line does not open anything.
    if (hasLine) hand.lineEnd()
    hasMoved = hasLine
    hasLine = pointers.size === 1 && hand.isDrawing(event)
    if (hasLine) hand.line(placeOf(event))
  })
  on('pointermove', (event) => {
    const here = placeOf(event)
    const before = pointers.get(event.pointerId)
    if (before === undefined) return hand.point(here)
    pointers.set(event.pointerId, here)
    const [right, down] = [here[0] - before[0], here[1] - before[1]]
    hasMoved ||= Math.hypot(right, down) > STILL
    if (hasLine) return hand.line(here)
    const fixed = [...pointers].find(([id]) => id !== event.pointerId)?.[1]
    if (fixed === undefined) hand.pan(right, down)
    else hand.zoom(span(fixed, here) / span(fixed, before), fixed)
  })
  const end = (event: PointerEvent) => {
    if (!pointers.delete(event.pointerId)) return
    if (hasLine) hand.lineEnd()
    else if (!hasMoved && event.type === 'pointerup') hand.tap(placeOf(event))
    hasLine = false
  }
  on('pointerup', end)
  on('pointercancel', end)
  on('pointerleave', () => {
    if (pointers.size === 0) hand.point(undefined)
  })
  on('wheel', (event) => {
    event.preventDefault()
    hand.zoom(Math.exp(-event.deltaY / WHEEL), placeOf(event))
  })
}

const placeOf = (event: MouseEvent): Place => [event.offsetX, event.offsetY]

/** Distance between two fingers; never 0. */
const span = ([left, top]: Place, [otherLeft, otherTop]: Place): number =>
  Math.hypot(left - otherLeft, top - otherTop) || 1
