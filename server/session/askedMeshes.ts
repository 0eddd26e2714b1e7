import { Readable } from 'node:stream'
import { ShapekinError } from '../../shared/errors.js'
import { BUILD_WINDOW } from '../../shared/protocol.js'
import type { Mesh } from '../mesh/mesh.js'
import type { SourcedShape } from '../mesh/meshSource.js'

/** What arrived for an index: a mesh, or why there is none. */
export type ArrivedShape = Mesh | { readonly reason: string }

/** Meshes that a Blender is asked for, by index. */
export interface MeshRequest {
  readonly count: number
  /** Error code for a mesh that Blender can not give. */
  readonly refusal: 'recipe.notBuilt' | 'scene.unreadable'
  readonly labelOf: (index: number) => { id: string; class: string }
  readonly ask: (indices: number[]) => void
  /** Whether this shape is replaced by another one, which is then asked for under the same index. */
  readonly isToBeRedone?: ((index: number, shape: ArrivedShape) => boolean) | undefined
}

/**
 * Meshes on their way: at most BUILD_WINDOW are asked for, or have arrived and are not yet read. After a dropped
 * socket, what has not arrived is asked for again; a mesh that then arrives twice counts once.
 */
export class AskedMeshes {
  readonly stream: Readable
  private readonly pending = new Set<number>()
  private next = 0
  private arrivals = 0

  /** @param onClose called when the stream has been read to its end, or given up */
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

  /** Asks again for the meshes that have not arrived. */
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
    // Asks for half a window at a time, so that many small shapes need one message.
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
