import { PointLayer, type PointDrawing } from './pointLayer.js'

/** What the page tells the thread that draws points; `canvas` comes first. Arrays as in PointLayer. */
export type PointOrder =
  | { readonly name: 'canvas'; readonly canvas: OffscreenCanvas }
  | { readonly name: 'places'; readonly places: Float32Array }
  | { readonly name: 'looks'; readonly colors: Uint8Array; readonly looks: Uint8Array }
  | { readonly name: 'draw'; readonly drawing: PointDrawing }

/** What the thread answers to `draw`, or to `canvas` where the browser has no WebGL. */
export type PointAnswer = 'drawn' | 'impossible'

let layer: PointLayer | undefined

/** The thread of PointThread. */
self.onmessage = ({ data: order }: MessageEvent<PointOrder>) => {
  switch (order.name) {
    case 'canvas':
      try {
        layer = new PointLayer(order.canvas)
      } catch {
        answer('impossible')
      }
      break
    case 'places':
      layer?.setPlaces(order.places)
      break
    case 'looks':
      layer?.setLooks(order.colors, order.looks)
      break
    case 'draw':
      requestAnimationFrame(() => {
        layer?.draw(order.drawing)
        // The picture is shown when this task is over.
        setTimeout(() => answer('drawn'))
      })
  }
}

const answer = (message: PointAnswer): void => self.postMessage(message)
