import {
  BufferAttribute,
  BufferGeometry,
  Camera,
  GLSL3,
  Points,
  RawShaderMaterial,
  Scene,
  Vector2,
  Vector3,
  WebGLRenderer,
} from 'three'
import { channels } from '../../shared/channels.js'
import { PointSample } from './pointSample.js'
import type { Viewport } from './viewport.js'

const VERTEX = `
precision highp float;
in vec2 place;
in vec3 color;
in float look;
uniform vec2 middle, scale;
uniform float size;
out vec3 pointColor;
flat out int pointLook;
void main() {
  pointColor = color;
  pointLook = int(look + 0.5);
  bool isDimmed = pointLook >= 16;
  gl_Position = vec4((place - middle) * scale, isDimmed ? 0.5 : 0.0, 1.0);
  gl_PointSize = size * (isDimmed ? 0.7 : 1.0);
}`

/**
 * Draws each symbol by its signed distance to the edge, negative inside, so that the edge is smooth at any size.
 * Circle, square, triangle, diamond, star, cross, wye.
 */
const FRAGMENT = `
precision highp float;
in vec3 pointColor;
flat in int pointLook;
uniform vec3 ground, ink;
uniform float size;
out vec4 result;
vec2 fold(vec2 p, float from, float turn) {
  float angle = mod(atan(p.x, from * p.y) + turn / 2.0, turn) - turn / 2.0;
  return length(p) * vec2(cos(angle), abs(sin(angle)));
}
float edge(int symbol, vec2 p) {
  vec2 q = abs(p);
  if (symbol == 0) return length(p) - 0.78;
  if (symbol == 1) return max(q.x, q.y) - 0.68;
  if (symbol == 2) return max(dot(vec2(q.x, p.y), vec2(0.866, -0.5)), p.y) - 0.45;
  if (symbol == 3) return (1.4 * q.x + q.y - 0.95) * 0.6;
  if (symbol == 4) {
    vec2 s = fold(p, -1.0, 1.2566371) - vec2(0.95, 0.0);
    return dot(s, normalize(vec2(0.2469, 0.6102)));
  }
  if (symbol == 5) return max(min(q.x, q.y) - 0.27, max(q.x, q.y) - 0.85);
  vec2 arm = fold(p, 1.0, 2.0943951);
  return max(arm.y - 0.27, arm.x - 0.88);
}
void main() {
  // Too small for a symbol to be told: a plain dot, which costs next to nothing.
  if (size < 5.0) {
    result = vec4(pointLook >= 16 ? mix(pointColor, ground, 0.82) : pointColor, 1.0);
    return;
  }
  float far = edge(pointLook % 8, gl_PointCoord * 2.0 - 1.0) * size / 2.0;
  if (far > 0.5) discard;
  bool isDimmed = pointLook >= 16;
  bool isRinged = (pointLook / 8) % 2 == 1;
  float width = isRinged ? max(1.5, size * 0.12) : max(0.6, size * 0.05);
  vec3 color = isDimmed ? mix(pointColor, ground, 0.82) : pointColor;
  vec3 rim = isRinged && !isDimmed ? ink : ground;
  result = vec4(mix(color, rim, smoothstep(-width - 0.5, -width + 0.5, far)), 1.0);
}`

/** How the points are drawn. */
export interface PointDrawing {
  readonly view: Viewport
  /** Of a point, px. */
  readonly radius: number
  /** Pixels of the screen for one of the page. */
  readonly ratio: number
  /**
   * Most points that are drawn; each of them is then as much larger as keeps the covered area. Infinity = all, in the
   * order of their rows.
   */
  readonly most: number
  /** Colors of the page around the points: `#rrggbb`. */
  readonly ground: string
  readonly ink: string
}

/**
 * Draws points with WebGL, with one draw call whatever their number. It uses three, as the viewer of single shapes
 * does. Libraries for scatter plots (regl-scatterplot, deck.gl's ScatterplotLayer) draw only circles, but classes are
 * shown by symbols here.
 */
export class PointLayer {
  private readonly renderer: WebGLRenderer
  private readonly scene = new Scene()
  private readonly camera = new Camera()
  private readonly material: RawShaderMaterial
  private geometry = new BufferGeometry()
  private sample = new PointSample(new Float32Array())
  private size = ''

  /** @throws Error when the browser has no WebGL */
  constructor(canvas: OffscreenCanvas) {
    this.renderer = new WebGLRenderer({ canvas, antialias: false, alpha: true })
    this.material = new RawShaderMaterial({
      glslVersion: GLSL3,
      vertexShader: VERTEX,
      fragmentShader: FRAGMENT,
      uniforms: {
        middle: { value: new Vector2() },
        scale: { value: new Vector2() },
        size: { value: 8 },
        ground: { value: new Vector3() },
        ink: { value: new Vector3() },
      },
    })
  }

  /** Puts other points in place of those before; they need their looks, too. @param places (2N) x y */
  setPlaces(places: Float32Array): void {
    this.geometry.dispose()
    this.geometry = new BufferGeometry()
    this.geometry.setAttribute('place', new BufferAttribute(places, 2))
    this.sample = new PointSample(places)
    const points = new Points(this.geometry, this.material)
    points.frustumCulled = false
    this.scene.clear().add(points)
  }

  /** @param colors (3N) 0 ... 255 @param looks (N) see looks.ts */
  setLooks(colors: Uint8Array, looks: Uint8Array): void {
    this.geometry.setAttribute('color', new BufferAttribute(colors, 3, true))
    this.geometry.setAttribute('look', new BufferAttribute(looks, 1))
  }

  draw({ view, radius, ratio, most, ground, ink }: PointDrawing): void {
    const { x, y, pixelsPerUnit, width, height } = view
    // Setting the size clears the canvas, even when it is the same.
    const size = [ratio, width, height].join()
    if (size !== this.size) {
      this.size = size
      this.renderer.setPixelRatio(ratio)
      this.renderer.setSize(width, height, false)
    }
    for (const [name, color] of Object.entries({ ground, ink })) {
      const [r, g, b] = channels(color).map((channel) => channel / 255)
      ;(this.material.uniforms[name].value as Vector3).set(r, g, b)
    }
    const { middle, scale, size: pointSize } = this.material.uniforms
    ;(middle.value as Vector2).set(x, y)
    ;(scale.value as Vector2).set((2 * pixelsPerUnit) / width, (2 * pixelsPerUnit) / height)
    pointSize.value = 2 * radius * ratio * this.choose(view, most)
    this.renderer.render(this.scene, this.camera)
  }

  /** Chooses the points to draw. @returns the factor by which they are larger, because others are left out */
  private choose(view: Viewport, most: number): number {
    if (most === Infinity) {
      this.geometry.setIndex(null)
      this.geometry.setDrawRange(0, this.sample.count)
      return 1
    }
    const { rows, inSight } = this.sample.inSight(view, most)
    // One buffer for all drawings: another one would be sent to the graphics card as a whole.
    if (this.geometry.index?.count !== most) this.geometry.setIndex(new BufferAttribute(new Uint32Array(most), 1))
    const index = this.geometry.index
    if (index === null) return 1
    index.set(rows)
    index.needsUpdate = true
    this.geometry.setDrawRange(0, rows.length)
    return Math.sqrt(inSight / Math.max(1, rows.length))
  }
}
