import { PerspectiveCamera, Vector3 } from 'three'
import { OrbitControls } from 'three/addons/controls/OrbitControls.js'
import type { Ball, Body } from './bodyLayer.js'
import type { BodyAnswer, BodyOrder } from './bodyWorker.js'

/**
 * Direction from which thumbnails are drawn, so that the first view is the same: 30 degrees to the right, 25 above, z
 * up.
 */
const FROM = new Vector3(0.45, -0.78, 0.42).normalize()
/** Degrees. */
const FIELD_OF_VIEW = 30
/** Angle by which a key turns the shape, radians. */
const TURN = 0.15

/**
 * Shows shapes that can be turned with pointer, wheel and keys. A thread draws them, and only when something changes:
 * without a graphics card the page would wait for each picture.
 */
export class ViewerStage {
  private readonly worker = new Worker(new URL('./bodyWorker.ts', import.meta.url), { type: 'module' })
  private readonly camera = new PerspectiveCamera(FIELD_OF_VIEW)
  private readonly controls: OrbitControls
  private ball: Ball | undefined

  /**
   * @param canvas   that nothing was drawn on; it can be given only once
   * @param bodies   belong to the thread afterwards
   * @param onFailed called with the reason why nothing can be drawn
   */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    bodies: readonly Body[],
    onFailed: (message: string) => void,
  ) {
    this.worker.onmessage = ({ data }: MessageEvent<BodyAnswer>) => {
      if (data.name === 'failed') return onFailed(data.message)
      this.ball = data.ball
      this.showAll()
    }
    this.camera.up.set(0, 0, 1)
    this.controls = new OrbitControls(this.camera, canvas)
    this.controls.addEventListener('change', () => this.draw())
    const offscreen = canvas.transferControlToOffscreen()
    const arrays = bodies.flatMap(({ mesh }) => [mesh.positions.buffer, mesh.triangles.buffer])
    this.order({ name: 'show', canvas: offscreen, bodies }, [offscreen, ...new Set(arrays)])
  }

  /** Shows the whole shape, from the direction of its thumbnail. */
  showAll(): void {
    if (this.ball === undefined) return
    const { center, radius } = this.ball
    const distance = (1.05 * radius) / Math.sin((FIELD_OF_VIEW * Math.PI) / 360)
    this.controls.target.set(...center)
    this.camera.position.copy(this.controls.target).addScaledVector(FROM, distance)
    this.camera.near = distance / 100
    this.camera.far = distance * 10
    this.controls.update()
    this.draw()
  }

  /** Turns the shape by steps of a key. @param around the upright axis @param over the level axis */
  turn(around: number, over: number): void {
    const arm = this.camera.position.clone().sub(this.controls.target)
    arm.applyAxisAngle(this.camera.up, around * TURN)
    const side = new Vector3().crossVectors(this.camera.up, arm).normalize()
    const tipped = arm.clone().applyAxisAngle(side, over * TURN)
    if (Math.abs(tipped.clone().normalize().dot(this.camera.up)) < 0.99) arm.copy(tipped)
    this.camera.position.copy(this.controls.target).add(arm)
    this.controls.update()
    this.draw()
  }

  draw(): void {
    if (this.ball === undefined) return
    const { camera, canvas } = this
    const [position, quaternion] = [camera.position.toArray(), camera.quaternion.toArray()]
    const { near, far, fov: fieldOfView } = camera
    const [width, height, ratio] = [canvas.clientWidth, canvas.clientHeight, window.devicePixelRatio]
    this.order({ name: 'draw', pose: { position, quaternion, near, far, fieldOfView, width, height, ratio } })
  }

  dispose(): void {
    this.controls.dispose()
    this.worker.terminate()
  }

  private order(order: BodyOrder, handed: Transferable[] = []): void {
    this.worker.postMessage(order, handed)
  }
}
