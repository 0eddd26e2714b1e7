import type { MeshFormat } from './formats.js'
import type { Mesh } from './mesh.js'
import type { OrRefused } from './refusal.js'

/** A mesh, or the content of a file that holds one: whoever describes it parses it, on a thread that may be lost. */
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
  /** What points up in it, where the source knows better than whoever asks for all of it. */
  readonly up?: 'y' | 'z' | undefined
}

/**
 * Where meshes come from: recipes that a Blender builds (BlenderRun), files (librarySource). Whoever reads it
 * sets the pace: a source makes or reads no more than a few shapes ahead. It can be read once.
 *
 * What it throws while it is read ends the reading; a shape that can not be had is refused, which ends nothing.
 */
export interface MeshSource extends AsyncIterable<SourcedShape> {
  readonly count: number
}
