import type { Arithmetic } from './arithmetic.js'

/**
 * The kernel's arithmetic in plain TypeScript, for machines without WebAssembly SIMD, and as a readable reference in
 * tests.
 */
export function createPlainArithmetic(bytes: number): Arithmetic {
  const memory = new ArrayBuffer(bytes)
  const floats = new Float32Array(memory)
  const integers = new Int32Array(memory)
  /** Index of a float32 from its pointer in bytes. */
  const at = (pointer: number): number => pointer >> 2

  const product = (x: number, w: number, y: number, rows: number, inner: number, columns: number) => {
    for (let row = 0; row < rows; row++) {
      const target = at(y) + row * columns
      for (let k = 0; k < inner; k++) {
        const value = floats[at(x) + row * inner + k]
        if (value === 0) continue
        const weights = at(w) + k * columns
        for (let column = 0; column < columns; column++) floats[target + column] += value * floats[weights + column]
      }
    }
  }
  const dot = (x: number, y: number, width: number): number => {
    let sum = 0
    for (let k = 0; k < width; k++) sum += floats[x + k] * floats[y + k]
    return sum
  }
  const fill = (y: number, bias: number, rows: number, columns: number) => {
    for (let row = 0; row < rows; row++) floats.copyWithin(at(y) + row * columns, at(bias), at(bias) + columns)
  }

  return {
    memory,
    multiply(x, w, bias, y, rows, inner, columns) {
      fill(y, bias, rows, columns)
      product(x, w, y, rows, inner, columns)
    },
    multiplyRectified(x, w, bias, y, rows, inner, columns) {
      fill(y, bias, rows, columns)
      product(x, w, y, rows, inner, columns)
      for (let i = at(y); i < at(y) + rows * columns; i++) if (floats[i] < 0) floats[i] = 0
    },
    multiplyMasked(x, w, mask, y, rows, inner, columns) {
      floats.fill(0, at(y), at(y) + rows * columns)
      product(x, w, y, rows, inner, columns)
      for (let i = 0; i < rows * columns; i++) if (!(floats[at(mask) + i] > 0)) floats[at(y) + i] = 0
    },
    multiplyTransposed(x, z, y, rows, left, right) {
      floats.fill(0, at(y), at(y) + left * right)
      for (let row = 0; row < rows; row++)
        for (let i = 0; i < left; i++) {
          const value = floats[at(x) + row * left + i]
          if (value === 0) continue
          const [target, source] = [at(y) + i * right, at(z) + row * right]
          for (let j = 0; j < right; j++) floats[target + j] += value * floats[source + j]
        }
    },
    transpose(x, y, rows, columns) {
      for (let i = 0; i < rows; i++)
        for (let j = 0; j < columns; j++) floats[at(y) + j * rows + i] = floats[at(x) + i * columns + j]
    },
    sumRows(x, y, rows, columns) {
      floats.fill(0, at(y), at(y) + columns)
      for (let row = 0; row < rows; row++)
        for (let column = 0; column < columns; column++)
          floats[at(y) + column] += floats[at(x) + row * columns + column]
    },
    normalize(z, e, inverse, rows, width, shortest) {
      for (let row = 0; row < rows; row++) {
        const start = row * width
        const factor = 1 / Math.max(Math.sqrt(dot(at(z) + start, at(z) + start, width)), shortest)
        floats[at(inverse) + row] = factor
        for (let k = start; k < start + width; k++) floats[at(e) + k] = floats[at(z) + k] * factor
      }
    },
    normalizeBack(e, de, inverse, dz, rows, width) {
      for (let row = 0; row < rows; row++) {
        const start = row * width
        const along = dot(at(e) + start, at(de) + start, width)
        const factor = floats[at(inverse) + row]
        for (let k = start; k < start + width; k++)
          floats[at(dz) + k] = (floats[at(de) + k] - floats[at(e) + k] * along) * factor
      }
    },
    gather(source, rows, target, count, width) {
      for (let i = 0; i < count; i++) {
        const from = at(source) + integers[at(rows) + i] * width
        floats.copyWithin(at(target) + i * width, from, from + width)
      }
    },
    adam(parameters, gradients, first, second, length, rate, beta1, rest1, beta2, rest2, fix1, fix2, epsilon) {
      for (let i = 0; i < length; i++) {
        const g = floats[at(gradients) + i]
        const m = (floats[at(first) + i] = floats[at(first) + i] * beta1 + g * rest1)
        const v = (floats[at(second) + i] = floats[at(second) + i] * beta2 + g * g * rest2)
        floats[at(parameters) + i] -= (rate * (m / fix1)) / (Math.sqrt(v / fix2) + epsilon)
      }
    },
  }
}
