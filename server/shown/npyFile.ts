/** Values that an array can have here. */
type NpyValues = Float32Array | Float64Array | Int32Array | readonly string[]

/** The values begin at a multiple of this, as NumPy's format requires. */
const ALIGNMENT = 64
const MAGIC = [0x93, ...Buffer.from('NUMPY'), 1, 0]

/**
 * The bytes of an array in NumPy's format 1.0, little-endian, row-major. Texts are UTF-32, as long as the longest of
 * them.
 *
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export function npyFile(values: NpyValues, shape: readonly number[] = [values.length]): Uint8Array {
  const { descr, bytes } = layOut(values)
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ')
  const told = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${sizes}), }`
  const room = MAGIC.length + 2 + told.length + 1
  const header = told.padEnd(told.length + ((ALIGNMENT - (room % ALIGNMENT)) % ALIGNMENT)) + '\n'
  const length = Buffer.alloc(2)
  length.writeUInt16LE(header.length)
  return Buffer.concat([Uint8Array.from(MAGIC), length, Buffer.from(header), bytes])
}

function layOut(values: NpyValues): { descr: string; bytes: Uint8Array } {
  if (!Array.isArray(values)) {
    const numbers = values as Exclude<NpyValues, readonly string[]>
    const descr = numbers instanceof Int32Array ? '<i4' : numbers instanceof Float32Array ? '<f4' : '<f8'
    return { descr, bytes: new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength) }
  }
  const texts = (values as readonly string[]).map((text) => [...text])
  const longest = texts.reduce((most, { length }) => Math.max(most, length), 1)
  const codes = new Uint32Array(texts.length * longest)
  texts.forEach((letters, i) => letters.forEach((letter, k) => (codes[i * longest + k] = letter.codePointAt(0) ?? 0)))
  return { descr: `<U${longest}`, bytes: new Uint8Array(codes.buffer) }
}
