import { BodyLayer, type Ball, type Body, type Pose } from './bodyLayer.js'

/** What the page tells the thread that draws bodies; `show` comes first. */
export type BodyOrder =
  | { readonly name: 'show'; readonly canvas: OffscreenCanvas; readonly bodies: readonly Body[] }
  | { readonly name: 'draw'; readonly pose: Pose }

/** What the thread answers to `show`. */
export type BodyAnswer =
  { readonly name: 'shown'; readonly ball: Ball } | { readonly name: 'failed'; readonly message: string }

let layer: BodyLayer | undefined
let asked: Pose | undefined

/** The thread of ViewerStage. */
self.onmessage = ({ data: order }: MessageEvent<BodyOrder>) => {
  if (order.name === 'show') return self.postMessage(show(order.canvas, order.bodies))
  // Of several in one frame the last is drawn.
  if (asked === undefined) requestAnimationFrame(drawAsked)
  asked = order.pose
}

function show(canvas: OffscreenCanvas, bodies: readonly Body[]): BodyAnswer {
  try {
    layer = new BodyLayer(canvas, bodies)
    return { name: 'shown', ball: layer.ball }
  } catch (error) {
    return { name: 'failed', message: error instanceof Error ? error.message : String(error) }
  }
}

function drawAsked(): void {
  if (asked) layer?.draw(asked)
  asked = undefined
}
