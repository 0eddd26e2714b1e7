import type { MeshFormat } from '../../server/mesh/formats.js'

/** A file that is no good mesh, and all that reading it may come to. */
export interface BadFile {
  /** What is wrong with it. */
  readonly name: string
  readonly format: MeshFormat
  readonly bytes: Uint8Array
  /**
   * Of the refusal `code: sentence`, or of the mesh with its repairs, `12 triangles, 2 bytes after the last triangle passed
   * over`; by default any refusal that names its place.
   */
  readonly says?: RegExp
}

/** Line, byte, or element. */
export const NAMES_ITS_PLACE =
  /^mesh\.\w+: .*?(line \d|byte \d|vertex -?\d|triangle \d|the header|declares|object \d|item|model|3dmodel|\w+\[\d+\]|asset\.version|scene:|end of central directory)/i

/** A fault of the file as a whole, which has no place. */
export const OF_THE_WHOLE = /^mesh\.(empty|noExtent|noArea|onlyPoints|tooLarge|countMismatch|tooConcave)/

/** The text with its nth match replaced. */
export function replaceNth(
  text: string,
  pattern: RegExp,
  nth: number,
  by: string | ((found: string) => string),
): string {
  let at = 0
  return text.replace(pattern, (found) => (at++ === nth ? (typeof by === 'string' ? by : by(found)) : found))
}
