import type { Mesh } from '../../server/mesh/mesh.js'

type Numbers = Float32Array | Int8Array | Int16Array | Uint8Array | Uint16Array | Uint32Array

const CODES = new Map<unknown, number>([
  [Int8Array, 5120],
  [Uint8Array, 5121],
  [Int16Array, 5122],
  [Uint16Array, 5123],
  [Uint32Array, 5125],
  [Float32Array, 5126],
])

/** A GLB of a description and its binary content, with the padding that the format asks for; or with another, at least one. */
export function glb(json: unknown, bin: Uint8Array = new Uint8Array(), fill = ' '): Buffer {
  const written = Buffer.from(JSON.stringify(json))
  const text = fill === ' ' ? written : Buffer.concat([written, Buffer.alloc(4 - (written.length & 3), fill)])
  const chunks = [
    Buffer.concat([text, Buffer.alloc(-text.length & 3, ' ')]),
    ...(bin.length > 0 ? [Buffer.concat([bin, Buffer.alloc(-bin.length & 3)])] : []),
  ]
  const words = (...values: number[]) => Buffer.from(Uint32Array.from(values).buffer)
  const body = chunks.flatMap((chunk, i) => [words(chunk.length, i === 0 ? 0x4e4f534a : 0x004e4942), chunk])
  const whole = Buffer.concat(body)
  return Buffer.concat([words(0x46546c67, 2, 12 + whole.length), whole])
}

/** Builds the lists of a glTF file; what is not said here is said by the test. */
export class GltfBuilder {
  readonly bufferViews: Record<string, unknown>[] = []
  readonly accessors: Record<string, unknown>[] = []
  private bin = Buffer.alloc(0)

  /** @returns its number */
  view(data: Numbers, more: Record<string, unknown> = {}): number {
    const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    const padding = Buffer.alloc(-bytes.length & 3)
    const view = { buffer: 0, byteOffset: this.bin.length, byteLength: bytes.length, ...more }
    this.bin = Buffer.concat([this.bin, bytes, padding])
    return this.bufferViews.push(view) - 1
  }

  /** @returns its number */
  accessor(data: Numbers, type: string, more: Record<string, unknown> = {}): number {
    const size = { SCALAR: 1, VEC2: 2, VEC3: 3, VEC4: 4, MAT4: 16 }[type] ?? 1
    const accessor = {
      bufferView: this.view(data),
      componentType: CODES.get(data.constructor),
      count: data.length / size,
      type,
      // Blender's importer and others want the box of positions.
      ...(type === 'VEC3' && { min: extreme(data, Math.min), max: extreme(data, Math.max) }),
      ...more,
    }
    return this.accessors.push(accessor) - 1
  }

  /** @param scene meshes, nodes and all else */
  json(scene: Record<string, unknown>, buffer: Record<string, unknown> = {}): Record<string, unknown> {
    const { bufferViews, accessors } = this
    const roots = (scene.nodes as { children?: number[] }[] | undefined) ?? []
    const children = new Set(roots.flatMap(({ children }) => children ?? []))
    const top = roots.flatMap((_, i) => (children.has(i) ? [] : [i]))
    return {
      asset: { version: '2.0' },
      ...(this.bin.length > 0 ? { buffers: [{ byteLength: this.bin.length, ...buffer }] } : {}),
      ...(bufferViews.length > 0 ? { bufferViews, accessors } : {}),
      ...(roots.length > 0 ? { scenes: [{ nodes: top }], scene: 0 } : {}),
      ...scene,
    }
  }

  content(): Buffer {
    return this.bin
  }

  glb(scene: Record<string, unknown>, fill?: string): Buffer {
    return glb(this.json(scene), this.bin, fill)
  }
}

const extreme = (data: Numbers, pick: (...values: number[]) => number): number[] =>
  [0, 1, 2].map((axis) =>
    Array.from(data).reduce((best, value, i) => (i % 3 === axis ? pick(best, value) : best), data[axis]),
  )

/** A mesh as one primitive of triangles, moved to a space of its own first. */
export function primitiveOf(builder: GltfBuilder, { positions, triangles }: Mesh): Record<string, unknown> {
  return {
    attributes: { POSITION: builder.accessor(positions, 'VEC3') },
    indices: builder.accessor(Uint16Array.from(triangles), 'SCALAR'),
  }
}
