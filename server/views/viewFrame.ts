export type Vector = readonly [number, number, number]

/** The axes of a view: unit vectors at right angles, right-handed. */
export interface ViewFrame {
  /** Points to the right in the picture. */
  readonly right: Vector
  /** Points up in the picture. */
  readonly up: Vector
  /** Points from the mesh to the eye. */
  readonly toward: Vector
}
