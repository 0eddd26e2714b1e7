import { useEffect, useRef, useState } from 'preact/hooks'
import { counted } from '../../shared/counted.js'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { actOnKeys } from '../parts/actOnKeys.js'
import { Thumbnail } from '../parts/Thumbnail.js'
import { nameOfGroup } from '../shapes/coloring.js'
import { isDark } from '../state/theme.js'
import { MapStage, type MapLook } from './mapStage.js'

interface MapCanvasProps {
  /** Singular noun for a point. */
  readonly noun: string
  readonly shapes: ShownShapes
  /** Makes the look, which is done after the page has drawn itself: for 100,000 points it takes 10 ms. */
  readonly look: () => MapLook
  /** What the label of a shape says besides its name and group; '' = nothing. */
  readonly noteOf: (row: number) => string
  readonly isLasso: boolean
  /** Row of the point to bring into the middle; -1 = none. */
  readonly target: number
  readonly onOpen: (row: number) => void
  readonly onLasso: (rows: readonly number[]) => void
}

interface Spot {
  readonly row: number
  readonly left: number
  readonly top: number
}

/** Pixels that a key moves the map, and the factor by which one zooms it. */
const STEP = 60
const ZOOM = 1.4

/**
 * The picture of the map with what is above it: a label for the shape under the pointer, thumbnails where few points
 * are in sight, buttons.
 */
export default function MapCanvas({ noun, shapes, look, noteOf, isLasso, target, onOpen, onLasso }: MapCanvasProps) {
  const points = useRef<HTMLCanvasElement>(null)
  const top = useRef<HTMLCanvasElement>(null)
  const stage = useRef<MapStage | undefined>(undefined)
  const [pointed, setPointed] = useState<Spot>({ row: -1, left: 0, top: 0 })
  const [few, setFew] = useState<readonly Spot[]>([])
  const [isMissing, setMissing] = useState(false)
  const latest = useRef({ isLasso, onOpen, onLasso })
  latest.current = { isLasso, onOpen, onLasso }

  useEffect(() => {
    const [canvas, overlay] = [points.current, top.current]
    if (canvas === null || overlay === null) return
    const made = new MapStage(canvas, overlay, {
      onImpossible: () => setMissing(true),
      onPoint: (row, left, above) => setPointed({ row, left, top: above }),
      isLasso: () => latest.current.isLasso,
      onOpen: (row) => latest.current.onOpen(row),
      onLasso: (rows) => latest.current.onLasso(rows),
      onFew: setFew,
    })
    stage.current = made
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(canvas)
    return () => {
      observer.disconnect()
      made.dispose()
      stage.current = undefined
    }
  }, [])
  useEffect(() => stage.current?.setPlaces(shapes), [shapes.ids, shapes.x])
  useEffect(() => stage.current?.setLook(look()), [look])
  useEffect(() => stage.current?.resize(), [isDark.value])
  useEffect(() => {
    if (target >= 0) stage.current?.goTo(target)
  }, [target])

  if (isMissing)
    return (
      <div class="empty">
        <h3>This browser draws no WebGL</h3>
        <p>Turn on hardware acceleration in its settings, or look at map.svg under Files.</p>
      </div>
    )
  return (
    <div class="map-stage">
      <canvas ref={points} />
      <canvas
        ref={top}
        class={isLasso ? 'overlay lasso' : 'overlay'}
        tabIndex={0}
        role="img"
        aria-label={`Map of ${counted(shapes.ids.length, noun)} in ${counted(shapes.named.length, 'group')}. Arrow keys move it, plus and minus zoom, 0 shows all, Enter encircles what is in sight.`}
        onKeyDown={actOnKeys(KEYS, () => stage.current)}
      />
      {few.map(({ row, left, top: above }) => (
        <span key={row} class="map-picture" style={{ left: `${left}px`, top: `${above}px` }} aria-hidden="true">
          <Thumbnail picture={shapes.pictures[row]} name="" />
        </span>
      ))}
      {pointed.row >= 0 && <PointedShape shapes={shapes} note={noteOf(pointed.row)} {...pointed} />}
      <div class="map-buttons">
        <button aria-label="Zoom in" onClick={() => stage.current?.zoom(ZOOM)}>
          +
        </button>
        <button aria-label="Zoom out" onClick={() => stage.current?.zoom(1 / ZOOM)}>
          −
        </button>
        <button onClick={() => stage.current?.fit()}>All</button>
      </div>
    </div>
  )
}

const KEYS: Record<string, (stage: MapStage) => void> = {
  ArrowLeft: (stage) => stage.pan(STEP, 0),
  ArrowRight: (stage) => stage.pan(-STEP, 0),
  ArrowUp: (stage) => stage.pan(0, STEP),
  ArrowDown: (stage) => stage.pan(0, -STEP),
  '+': (stage) => stage.zoom(ZOOM),
  '-': (stage) => stage.zoom(1 / ZOOM),
  '0': (stage) => stage.fit(),
  Enter: (stage) => stage.encircleSight(),
}

/** Room that the label of a shape needs above it, px; where there is less, it hangs below. */
const LABEL_HEIGHT = 270

interface PointedShapeProps extends Spot {
  readonly shapes: ShownShapes
  readonly note: string
}

function PointedShape({ shapes, note, row, left, top }: PointedShapeProps) {
  return (
    <>
      <i class="map-ring" style={{ left: `${left}px`, top: `${top}px` }} />
      <div
        class={top < LABEL_HEIGHT ? 'map-pointed below' : 'map-pointed'}
        style={{ '--left': `${left}px`, top: `${top}px` }}
      >
        <Thumbnail picture={shapes.pictures[row]} name="" />
        <strong>{shapes.ids[row]}</strong>
        <span>{nameOfGroup(shapes, shapes.groups[row])}</span>
        <span>{Math.round(shapes.likeness[row])} % like its most typical</span>
        {note && <span>{note}</span>}
      </div>
    </>
  )
}
