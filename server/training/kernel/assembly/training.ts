// Matrix arithmetic of a training step in WebAssembly SIMD. Written in AssemblyScript, built by scripts/buildWasm.js.
// Pointers are bytes into the imported memory, matrices row-major float32. Rows and columns come padded: rows of a batch
// to a multiple of 8, widths to a multiple of 8. ../plainArithmetic.ts is the same in TypeScript.
//
// A product runs over tiles of 4 rows x 8 columns: 8 vector accumulators, each loaded weight used 4 times and each
// loaded input 8 times. Smaller tiles wait for memory, larger ones spill registers.

const LINEAR = 0
const RECTIFIED = 1
const MASKED = 2

// @ts-ignore: decorator
@inline
function product(
  x: usize, w: usize, bias: usize, mask: usize, y: usize, rows: i32, inner: i32, columns: i32, mode: i32,
): void {
  const xStride = <usize>inner << 2
  const wStride = <usize>columns << 2
  const zero = f32x4.splat(0)
  for (let row = 0; row < rows; row += 4) {
    for (let column = 0; column < columns; column += 8) {
      const at = <usize>column << 2
      let a0 = zero, b0 = zero
      if (mode != MASKED) {
        a0 = v128.load(bias + at)
        b0 = v128.load(bias + at, 16)
      }
      let a1 = a0, a2 = a0, a3 = a0
      let b1 = b0, b2 = b0, b3 = b0
      let x0 = x + <usize>row * xStride
      let weights = w + at
      for (let k = 0; k < inner; k++) {
        const wa = v128.load(weights)
        const wb = v128.load(weights, 16)
        let value = v128.load32_splat(x0)
        a0 = f32x4.add(a0, f32x4.mul(value, wa))
        b0 = f32x4.add(b0, f32x4.mul(value, wb))
        const x1 = x0 + xStride
        value = v128.load32_splat(x1)
        a1 = f32x4.add(a1, f32x4.mul(value, wa))
        b1 = f32x4.add(b1, f32x4.mul(value, wb))
        const x2 = x1 + xStride
        value = v128.load32_splat(x2)
        a2 = f32x4.add(a2, f32x4.mul(value, wa))
        b2 = f32x4.add(b2, f32x4.mul(value, wb))
        value = v128.load32_splat(x2 + xStride)
        a3 = f32x4.add(a3, f32x4.mul(value, wa))
        b3 = f32x4.add(b3, f32x4.mul(value, wb))
        x0 += 4
        weights += wStride
      }
      let offset = <usize>row * wStride + at
      finish(y, mask, offset, a0, b0, mode)
      offset += wStride
      finish(y, mask, offset, a1, b1, mode)
      offset += wStride
      finish(y, mask, offset, a2, b2, mode)
      offset += wStride
      finish(y, mask, offset, a3, b3, mode)
    }
  }
}

// @ts-ignore: decorator
@inline
function finish(y: usize, mask: usize, offset: usize, a: v128, b: v128, mode: i32): void {
  const zero = f32x4.splat(0)
  if (mode == RECTIFIED) {
    a = f32x4.max(a, zero)
    b = f32x4.max(b, zero)
  } else if (mode == MASKED) {
    a = v128.and(a, f32x4.gt(v128.load(mask + offset), zero))
    b = v128.and(b, f32x4.gt(v128.load(mask + offset, 16), zero))
  }
  v128.store(y + offset, a)
  v128.store(y + offset, b, 16)
}

/** y (rows x columns) = x (rows x inner) w (inner x columns) + bias (columns) */
export function multiply(
  x: usize, w: usize, bias: usize, y: usize, rows: i32, inner: i32, columns: i32,
): void {
  product(x, w, bias, 0, y, rows, inner, columns, LINEAR)
}

/** y = x w + bias with negative values set to 0. */
export function multiplyRectified(
  x: usize, w: usize, bias: usize, y: usize, rows: i32, inner: i32, columns: i32,
): void {
  product(x, w, bias, 0, y, rows, inner, columns, RECTIFIED)
}

/** y = x w, set to 0 where mask (rows x columns) is not positive: the gradient through a rectified layer. */
export function multiplyMasked(
  x: usize, w: usize, mask: usize, y: usize, rows: i32, inner: i32, columns: i32,
): void {
  product(x, w, 0, mask, y, rows, inner, columns, MASKED)
}

/** y (left x right) = xᵀ z, x (rows x left), z (rows x right): the gradient of a layer's weights. */
export function multiplyTransposed(x: usize, z: usize, y: usize, rows: i32, left: i32, right: i32): void {
  const xStride = <usize>left << 2
  const zStride = <usize>right << 2
  const zero = f32x4.splat(0)
  for (let i = 0; i < left; i += 4) {
    for (let j = 0; j < right; j += 8) {
      let a0 = zero, a1 = zero, a2 = zero, a3 = zero
      let b0 = zero, b1 = zero, b2 = zero, b3 = zero
      let xs = x + (<usize>i << 2)
      let zs = z + (<usize>j << 2)
      for (let row = 0; row < rows; row++) {
        const za = v128.load(zs)
        const zb = v128.load(zs, 16)
        let value = v128.load32_splat(xs)
        a0 = f32x4.add(a0, f32x4.mul(value, za))
        b0 = f32x4.add(b0, f32x4.mul(value, zb))
        value = v128.load32_splat(xs, 4)
        a1 = f32x4.add(a1, f32x4.mul(value, za))
        b1 = f32x4.add(b1, f32x4.mul(value, zb))
        value = v128.load32_splat(xs, 8)
        a2 = f32x4.add(a2, f32x4.mul(value, za))
        b2 = f32x4.add(b2, f32x4.mul(value, zb))
        value = v128.load32_splat(xs, 12)
        a3 = f32x4.add(a3, f32x4.mul(value, za))
        b3 = f32x4.add(b3, f32x4.mul(value, zb))
        xs += xStride
        zs += zStride
      }
      let target = y + <usize>i * zStride + (<usize>j << 2)
      v128.store(target, a0)
      v128.store(target, b0, 16)
      target += zStride
      v128.store(target, a1)
      v128.store(target, b1, 16)
      target += zStride
      v128.store(target, a2)
      v128.store(target, b2, 16)
      target += zStride
      v128.store(target, a3)
      v128.store(target, b3, 16)
    }
  }
}

/** y (columns x rows) = xᵀ */
export function transpose(x: usize, y: usize, rows: i32, columns: i32): void {
  for (let i = 0; i < rows; i++)
    for (let j = 0; j < columns; j++)
      store<f32>(y + (<usize>(j * rows + i) << 2), load<f32>(x + (<usize>(i * columns + j) << 2)))
}

/** y (columns) = sum of the rows of x (rows x columns) */
export function sumRows(x: usize, y: usize, rows: i32, columns: i32): void {
  const stride = <usize>columns << 2
  for (let column = 0; column < columns; column += 4) {
    let at = x + (<usize>column << 2)
    let sum = f32x4.splat(0)
    for (let row = 0; row < rows; row++) {
      sum = f32x4.add(sum, v128.load(at))
      at += stride
    }
    v128.store(y + (<usize>column << 2), sum)
  }
}

// @ts-ignore: decorator
@inline
function dot(x: usize, y: usize, width: i32): f32 {
  let sum = f32x4.splat(0)
  for (let k = 0; k < width; k += 4) {
    const at = <usize>k << 2
    sum = f32x4.add(sum, f32x4.mul(v128.load(x + at), v128.load(y + at)))
  }
  return (
    f32x4.extract_lane(sum, 0) + f32x4.extract_lane(sum, 1) + f32x4.extract_lane(sum, 2) + f32x4.extract_lane(sum, 3)
  )
}

/** Rows of z divided by their length into e; inverse (rows) keeps 1 / length, at most 1 / shortest. */
export function normalize(z: usize, e: usize, inverse: usize, rows: i32, width: i32, shortest: f32): void {
  const stride = <usize>width << 2
  for (let row = 0; row < rows; row++) {
    const factor: f32 = 1 / max<f32>(sqrt<f32>(dot(z, z, width)), shortest)
    store<f32>(inverse + (<usize>row << 2), factor)
    const factors = f32x4.splat(factor)
    for (let at: usize = 0; at < stride; at += 16) v128.store(e + at, f32x4.mul(v128.load(z + at), factors))
    z += stride
    e += stride
  }
}

/** dz = (de - e <e, de>) * inverse by row: the gradient through normalize. */
export function normalizeBack(e: usize, de: usize, inverse: usize, dz: usize, rows: i32, width: i32): void {
  const stride = <usize>width << 2
  for (let row = 0; row < rows; row++) {
    const along = f32x4.splat(dot(e, de, width))
    const factor = v128.load32_splat(inverse + (<usize>row << 2))
    for (let at: usize = 0; at < stride; at += 16)
      v128.store(dz + at, f32x4.mul(f32x4.sub(v128.load(de + at), f32x4.mul(v128.load(e + at), along)), factor))
    e += stride
    de += stride
    dz += stride
  }
}

/** target (count x width) = the rows of source that `rows` (count, int32) names */
export function gather(source: usize, rows: usize, target: usize, count: i32, width: i32): void {
  const stride = <usize>width << 2
  for (let i = 0; i < count; i++) {
    memory.copy(target, source + <usize>load<i32>(rows + (<usize>i << 2)) * stride, stride)
    target += stride
  }
}

/**
 * Adam over `length` parameters; `correction1` and `correction2` are 1 - beta^t, `rest` values 1 - beta.
 */
export function adam(
  parameters: usize, gradients: usize, first: usize, second: usize, length: i32,
  rate: f32, beta1: f32, rest1: f32, beta2: f32, rest2: f32, correction1: f32, correction2: f32, epsilon: f32,
): void {
  const rates = f32x4.splat(rate)
  const beta1s = f32x4.splat(beta1)
  const rest1s = f32x4.splat(rest1)
  const beta2s = f32x4.splat(beta2)
  const rest2s = f32x4.splat(rest2)
  const correction1s = f32x4.splat(correction1)
  const correction2s = f32x4.splat(correction2)
  const epsilons = f32x4.splat(epsilon)
  const bytes = <usize>length << 2
  for (let at: usize = 0; at < bytes; at += 16) {
    const g = v128.load(gradients + at)
    const m = f32x4.add(f32x4.mul(v128.load(first + at), beta1s), f32x4.mul(g, rest1s))
    const v = f32x4.add(f32x4.mul(v128.load(second + at), beta2s), f32x4.mul(f32x4.mul(g, g), rest2s))
    v128.store(first + at, m)
    v128.store(second + at, v)
    const deviation = f32x4.add(f32x4.sqrt(f32x4.div(v, correction2s)), epsilons)
    const change = f32x4.mul(f32x4.div(f32x4.div(m, correction1s), deviation), rates)
    v128.store(parameters + at, f32x4.sub(v128.load(parameters + at), change))
  }
}
