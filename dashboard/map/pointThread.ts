import type { Places } from './viewport.js'
import type { PointDrawing } from './pointLayer.js'
import type { PointAnswer, PointOrder } from './pointWorker.js'

interface PointEvents {
  /** Called when the points are drawn. */
  readonly onDrawn: (drawing: PointDrawing) => void
  /** Called when the browser has no WebGL. */
  readonly onImpossible: () => void
}

/**
 * Draws points on a thread of its own. Without a graphics card, Chromium reads each WebGL picture back before it goes on:
 * 100 ms and more for 100,000 points, in which the page would not react.
 */
export class PointThread {
  private readonly worker = new Worker(new URL('./pointWorker.ts', import.meta.url), { type: 'module' })

  private drawing: PointDrawing | undefined

  /** @param canvas that nothing was drawn on; it can be given only once */
  constructor(canvas: HTMLCanvasElement, events: PointEvents) {
    this.worker.onmessage = ({ data }: MessageEvent<PointAnswer>) => {
      if (data === 'impossible') return events.onImpossible()
      const { drawing } = this
      this.drawing = undefined
      if (drawing) events.onDrawn(drawing)
    }
    const offscreen = canvas.transferControlToOffscreen()
    this.order({ name: 'canvas', canvas: offscreen }, [offscreen])
  }

  setPlaces({ x, y }: Places): void {
    const places = new Float32Array(2 * x.length)
    for (let row = 0; row < x.length; row++) {
      places[2 * row] = x[row]
      places[2 * row + 1] = y[row]
    }
    this.order({ name: 'places', places }, [places.buffer])
  }

  /** @param colors (3N) 0 ... 255; belongs to the thread afterwards @param looks (N) see looks.ts */
  setLooks(colors: Uint8Array<ArrayBuffer>, looks: Uint8Array): void {
    this.order({ name: 'looks', colors, looks }, [colors.buffer])
  }

  /** Whether a drawing is under way, behind which another would wait. */
  get isBusy(): boolean {
    return this.drawing !== undefined
  }

  /** Must not be called while one is under way. */
  draw(drawing: PointDrawing): void {
    this.drawing = drawing
    this.order({ name: 'draw', drawing })
  }

  dispose(): void {
    this.worker.terminate()
  }

  private order(order: PointOrder, handed: Transferable[] = []): void {
    this.worker.postMessage(order, handed)
  }
}
