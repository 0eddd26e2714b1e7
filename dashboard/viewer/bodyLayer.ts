import {
  Box3,
  BufferAttribute,
  BufferGeometry,
  Color,
  DirectionalLight,
  DoubleSide,
  Group,
  HemisphereLight,
  type Matrix4,
  Mesh,
  MeshStandardMaterial,
  PerspectiveCamera,
  Scene,
  Sphere,
  WebGLRenderer,
} from 'three'
import type { ShapeMesh } from './readMesh.js'

/** A mesh and how it is shown. */
export interface Body {
  readonly mesh: ShapeMesh
  /** `#rrggbb` */
  readonly color: string
  /** (12) the upper rows of the 4 x 4 matrix that moves it; default: it is not moved. */
  readonly transform?: readonly number[]
  /** Draws only the edges of its triangles, so that what is behind stays visible. */
  readonly isWire?: boolean
}

/** From where the bodies are seen, and how large their picture is. */
export interface Pose {
  readonly position: readonly [x: number, y: number, z: number]
  readonly quaternion: readonly [x: number, y: number, z: number, w: number]
  readonly near: number
  readonly far: number
  /** Degrees, from top to bottom. */
  readonly fieldOfView: number
  /** Px. */
  readonly width: number
  readonly height: number
  /** Pixels of the screen for one of the page. */
  readonly ratio: number
}

/** The smallest ball around a box around all bodies. */
export interface Ball {
  readonly center: readonly [x: number, y: number, z: number]
  readonly radius: number
}

/** Draws bodies with WebGL. */
export class BodyLayer {
  private readonly renderer: WebGLRenderer
  private readonly scene = new Scene()
  private readonly camera = new PerspectiveCamera()
  private size = ''
  readonly ball: Ball

  /** @throws Error when the browser has no WebGL */
  constructor(canvas: OffscreenCanvas, bodies: readonly Body[]) {
    this.renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true })
    const shapes = new Group().add(...bodies.map(shapeOf))
    const { center, radius } = new Box3().setFromObject(shapes).getBoundingSphere(new Sphere())
    this.ball = { center: center.toArray(), radius }
    const sun = new DirectionalLight(0xffffff, 2.2)
    sun.position.set(1, -2, 3)
    this.camera.add(sun)
    this.scene.add(shapes, new HemisphereLight(0xffffff, 0x667788, 1.4), this.camera)
  }

  draw({ position, quaternion, near, far, fieldOfView, width, height, ratio }: Pose): void {
    // Setting the size clears the canvas, even when it is the same.
    const size = [ratio, width, height].join()
    if (size !== this.size) {
      this.size = size
      this.renderer.setPixelRatio(ratio)
      this.renderer.setSize(width, height, false)
    }
    this.camera.position.set(...position)
    this.camera.quaternion.set(...quaternion)
    Object.assign(this.camera, { near, far, fov: fieldOfView, aspect: width / height })
    this.camera.updateProjectionMatrix()
    this.renderer.render(this.scene, this.camera)
  }
}

function shapeOf({ mesh: { positions, triangles }, color, transform, isWire = false }: Body): Mesh {
  const geometry = new BufferGeometry()
  geometry.setAttribute('position', new BufferAttribute(positions, 3))
  geometry.setIndex(new BufferAttribute(triangles, 1))
  const material = new MeshStandardMaterial({
    color: new Color(color),
    roughness: 0.75,
    flatShading: true,
    side: DoubleSide,
    wireframe: isWire,
    // Edges in the surface of another shape are drawn in front of it.
    polygonOffset: !isWire,
    polygonOffsetFactor: 1,
    polygonOffsetUnits: 1,
  })
  const shape = new Mesh(geometry, material)
  if (transform) {
    const rows = [...transform, 0, 0, 0, 1] as Parameters<Matrix4['set']>
    shape.matrixAutoUpdate = false
    shape.matrix.set(...rows)
  }
  return shape
}
