/**
 * The products of a training step, on one block of memory. Pointers are bytes into `memory`, matrices row-major float32,
 * row counts and widths multiples of 8. Two implementations: assembly/training.ts (SIMD) and plainArithmetic.ts.
 */
export interface Arithmetic {
  readonly memory: ArrayBuffer
  /** y (rows x columns) = x (rows x inner) w (inner x columns) + bias (columns) */
  multiply(x: number, w: number, bias: number, y: number, rows: number, inner: number, columns: number): void
  /** y (rows x columns) = x w + bias with negative values set to 0: a layer with ReLU. */
  multiplyRectified(x: number, w: number, bias: number, y: number, rows: number, inner: number, columns: number): void
  /** y = x w, set to 0 where mask (rows x columns) is not positive: the gradient through a rectified layer. */
  multiplyMasked(x: number, w: number, mask: number, y: number, rows: number, inner: number, columns: number): void
  /** y (left x right) = xᵀ z, x (rows x left), z (rows x right): the gradient of a layer's weights. */
  multiplyTransposed(x: number, z: number, y: number, rows: number, left: number, right: number): void
  /** y (columns x rows) = xᵀ */
  transpose(x: number, y: number, rows: number, columns: number): void
  /** y (columns) = sum of the rows of x */
  sumRows(x: number, y: number, rows: number, columns: number): void
  /** Rows of z divided by their length into e; inverse (rows) keeps 1 / length, at most 1 / shortest. */
  normalize(z: number, e: number, inverse: number, rows: number, width: number, shortest: number): void
  /** dz = (de - e <e, de>) * inverse by row: the gradient through normalize. */
  normalizeBack(e: number, de: number, inverse: number, dz: number, rows: number, width: number): void
  /** target (count x width) = the rows of source that `rows` (count, int32) names */
  gather(source: number, rows: number, target: number, count: number, width: number): void
  /** Adam over `length` parameters; `correction` values are 1 - beta^t, `rest` values 1 - beta. */
  adam(
    parameters: number,
    gradients: number,
    first: number,
    second: number,
    length: number,
    rate: number,
    beta1: number,
    rest1: number,
    beta2: number,
    rest2: number,
    correction1: number,
    correction2: number,
    epsilon: number,
  ): void
}
