import { Readable } from 'node:stream'
import { ShapekinError } from '../../shared/errors.js'
import { BUILD_WINDOW } from '../../shared/protocol.js'
import type { Mesh } from '../mesh/mesh.js'
import type { SourcedShape } from '../mesh/meshSource.js'

/** What came for an index: a mesh, or why there is none. */
export type ArrivedShape = Mesh | { readonly reason: string }

/** Meshes that a Blender is asked for by index. */
export interface MeshRequest {
  readonly count: number
  /** Code for a mesh that Blender can not give. */
  readonly refusal: 'recipe.notBuilt' | 'scene.unreadable'
  readonly labelOf: (index: number) => { id: string; class: string }
  readonly ask: (indices: number[]) => void
  /** Whether another mesh is wanted in the place of this one, which is then asked for again. */
  readonly isToBeRedone?: ((index: number, shape: ArrivedShape) => boolean) | undefined
}

/**
 * Meshes on their way: at most BUILD_WINDOW are asked for, or here and not yet read. What has not come is asked for again after
 * a dropped socket, and what then comes twice is taken once.
 */
export class AskedMeshes {
  readonly stream: Readable
  private readonly pending = new Set<number>()
  private next = 0
  private arrivals = 0

  /** @param onClose the stream has been read to its end, or given up */
  constructor(
    private readonly request: MeshRequest,
    onClose: () => void,
  ) {
    this.stream = new Readable({
      objectMode: true,
      highWaterMark: BUILD_WINDOW / 2,
      read: () => this.fill(),
      destroy: (error, done) => {
        onClose()
        done(error)
      },
    })
    if (request.count === 0) this.stream.push(null)
  }

  /** Asks again for what has not come. */
  askAgain(): void {
    this.ask([...this.pending])
  }

  arrived(index: number, shape: ArrivedShape): void {
    const { count, labelOf, refusal, isToBeRedone } = this.request
    if (!this.pending.has(index)) return // already here: it was asked for twice after a reconnect
    if (isToBeRedone?.(index, shape)) return this.ask([index])
    this.pending.delete(index)
    const label = labelOf(index)
    const sourced: SourcedShape = {
      index,
      ...label,
      shape: 'reason' in shape ? refuse(refusal, label.id, shape.reason) : shape,
    }
    this.stream.push(sourced)
    if (++this.arrivals === count) this.stream.push(null)
    else this.fill()
  }

  private fill(): void {
    const ahead = this.pending.size + this.stream.readableLength
    // Asked for by the half window: one message for many small shapes.
    if (ahead > BUILD_WINDOW / 2 || this.next === this.request.count) return
    const first = this.next
    this.next = Math.min(this.request.count, first + BUILD_WINDOW - ahead)
    const indices = Array.from({ length: this.next - first }, (_, i) => first + i)
    for (const index of indices) this.pending.add(index)
    this.ask(indices)
  }

  private ask(indices: number[]): void {
    if (indices.length > 0) this.request.ask(indices)
  }
}

const refuse = (refusal: MeshRequest['refusal'], id: string, reason: string): SourcedShape['shape'] => {
  const { code, message } = new ShapekinError(refusal, { id, name: id, reason })
  return { refused: { code, message } }
}
