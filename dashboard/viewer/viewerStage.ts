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
  Vector3,
  WebGLRenderer,
} from 'three'
import { OrbitControls } from 'three/addons/controls/OrbitControls.js'
import type { ShapeMesh } from './readMesh.js'

/**
 * Direction from which thumbnails are drawn, so that the first view is the same: 30 degrees to the right, 25 above, z
 * up.
 */
const FROM = new Vector3(0.45, -0.78, 0.42).normalize()
/** Degrees. */
const FIELD_OF_VIEW = 30
/** Angle by which a key turns the shape, radians. */
const TURN = 0.15

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

/** Shows shapes that can be turned with pointer, wheel and keys. It draws only when something changes. */
export class ViewerStage {
  private readonly renderer: WebGLRenderer
  private readonly scene = new Scene()
  private readonly camera = new PerspectiveCamera(FIELD_OF_VIEW, 1, 0.01, 1000)
  private readonly controls: OrbitControls
  private readonly shapes = new Group()

  /** @throws Error when the browser has no WebGL */
  constructor(
    private readonly canvas: HTMLCanvasElement,
    bodies: readonly Body[],
  ) {
    this.renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true })
    this.renderer.setPixelRatio(window.devicePixelRatio)
    this.shapes.add(...bodies.map(shapeOf))
    const sun = new DirectionalLight(0xffffff, 2.2)
    sun.position.set(1, -2, 3)
    this.camera.add(sun)
    this.scene.add(this.shapes, new HemisphereLight(0xffffff, 0x667788, 1.4), this.camera)
    this.camera.up.set(0, 0, 1)
    this.controls = new OrbitControls(this.camera, canvas)
    this.controls.addEventListener('change', () => this.draw())
    this.showAll()
  }

  /** Shows the whole shape, from the direction of its thumbnail. */
  showAll(): void {
    const { center, radius } = new Box3().setFromObject(this.shapes).getBoundingSphere(new Sphere())
    const distance = (1.05 * radius) / Math.sin((FIELD_OF_VIEW * Math.PI) / 360)
    this.controls.target.copy(center)
    this.camera.position.copy(center).addScaledVector(FROM, distance)
    this.camera.near = distance / 100
    this.camera.far = distance * 10
    this.resize()
    this.controls.update()
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

  resize(): void {
    const { clientWidth: width, clientHeight: height } = this.canvas
    this.renderer.setSize(width, height, false)
    this.camera.aspect = width / height
    this.camera.updateProjectionMatrix()
    this.draw()
  }

  dispose(): void {
    this.controls.dispose()
    for (const shape of this.shapes.children as Mesh<BufferGeometry, MeshStandardMaterial>[]) {
      shape.geometry.dispose()
      shape.material.dispose()
    }
    this.renderer.dispose()
  }

  private draw(): void {
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
