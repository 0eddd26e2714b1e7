import type { MeshFormat } from './formats.js'
import type { Mesh } from './mesh.js'
import type { OrRefused } from './refusal.js'

/**
 * A mesh, or the content of a file that holds one. The content is parsed where the mesh is described, on a thread that
 * a bad file may bring down.
 */
export type MeshInput = Mesh | { readonly bytes: Uint8Array; readonly format: MeshFormat }

/** One shape of a source. */
export interface SourcedShape {
  /** Its place in the source, 0 ... count - 1; shapes may come in any order. */
  readonly index: number
  /** Unique in the source. */
  readonly id: string
  /** '' = not labelled. */
  readonly class: string
  readonly shape: OrRefused<MeshInput>
  /** Axis that points up in this shape, where the source knows it better than the options for all shapes. */
  readonly up?: 'y' | 'z' | undefined
}

/**
 * Where meshes come from: recipes that a Blender builds (BlenderRun), files (librarySource). The reader sets the pace:
 * a source makes or reads only a few shapes ahead. A source can be read once.
 *
 * An error that it throws ends the reading. A shape that can not be made or read is refused, and the reading goes on.
 */
export interface MeshSource extends AsyncIterable<SourcedShape> {
  readonly count: number
}
