import { readPickle, type PickleMeanings, type PickleValue } from './readPickle.js'

/** A tensor of float32, row-major. */
export interface TorchTensor {
  readonly shape: readonly number[]
  readonly values: Float32Array
}

/** First of the five pickles of a file written by torch.save before PyTorch 1.6. */
const MAGIC = 0x1950a86a20f9469cfc6cn
const PROTOCOL = 1001

/**
 * Reads the table of tensors from a PyTorch file of the older form (torch.save before 1.6) without running any of its
 * code. The file has five pickles, then the length and numbers of each storage.
 *
 * @returns float32 tensors by name; tensors of other types (counters) are left out
 * @throws Error when it is another kind of file, contains any other call, or is damaged
 */
export function readTorchTensors(bytes: Uint8Array): Map<string, TorchTensor> {
  const [magic, protocol, , table, keys] = readPickles(bytes)
  if (magic.value !== MAGIC || protocol.value !== PROTOCOL) throw new Error('this is no PyTorch file of the older form')
  if (!(table.value instanceof Map) || !Array.isArray(keys.value)) throw new Error('the file holds no table')
  const tensors = [...table.value].map(([name, tensor]) => {
    if (typeof name !== 'string' || !(tensor instanceof TensorPlace))
      throw new Error('the table holds what is no tensor')
    return { name, tensor }
  })
  const storages = readStorages(
    bytes,
    keys.end,
    keys.value,
    new Map(tensors.map(({ tensor }) => [tensor.storage.key, tensor.storage])),
  )
  const result = new Map<string, TorchTensor>()
  for (const { name, tensor } of tensors) {
    const numbers = storages.get(tensor.storage.key)
    if (numbers) result.set(name, { shape: tensor.shape, values: tensor.cut(numbers) })
  }
  return result
}

function readPickles(bytes: Uint8Array) {
  const pickles = []
  for (let k = 0, at = 0; k < 5; k++) {
    const pickle = readPickle(bytes, at, MEANINGS)
    pickles.push(pickle)
    at = pickle.end
  }
  return pickles
}

/** Bytes of a number, by the class of the storage. */
const STORAGES: Readonly<Record<string, number>> = { 'torch FloatStorage': 4, 'torch LongStorage': 8 }

class Storage {
  constructor(
    readonly key: string,
    readonly kind: string,
    readonly length: number,
  ) {}
}

class TensorPlace {
  constructor(
    readonly storage: Storage,
    readonly offset: number,
    readonly shape: readonly number[],
    /** Steps in the storage from one element to the next, for each axis. */
    readonly strides: readonly number[],
  ) {}

  /** The tensor's own numbers, row-major, whatever the order of its axes in the storage. */
  cut(numbers: Float32Array): Float32Array {
    const length = this.shape.reduce((product, side) => product * side, 1)
    const farthest = this.shape.reduce((place, side, axis) => place + (side - 1) * this.strides[axis], this.offset)
    if (length > numbers.length || farthest >= numbers.length) throw new Error('a tensor reaches beyond its storage')
    return Float32Array.from({ length }, (_, i) => numbers[this.placeOf(i)])
  }

  private placeOf(index: number): number {
    let place = this.offset
    for (let axis = this.shape.length - 1, rest = index; axis >= 0; axis--) {
      place += (rest % this.shape[axis]) * this.strides[axis]
      rest = Math.floor(rest / this.shape[axis])
    }
    return place
  }
}

const MEANINGS: PickleMeanings = {
  refer([tag, kind, key, , length]) {
    const name = nameOf(kind)
    if (tag !== 'storage' || !(name in STORAGES) || typeof key !== 'string' || !isCount(length))
      throw new Error('the file refers to what is no storage')
    return new Storage(key, name, length)
  },
  call(name, values) {
    if (name === 'collections OrderedDict' && values.length === 0) return new Map()
    const [storage, offset, shape, strides] = values
    if (name !== 'torch._utils _rebuild_tensor_v2') throw new Error(`the file asks to call ${name}`)
    if (!(storage instanceof Storage) || !isCount(offset) || !isCounts(shape) || !isCounts(strides))
      throw new Error('a tensor is described in another way')
    if (shape.length !== strides.length) throw new Error('a tensor is described in another way')
    return new TensorPlace(storage, offset, shape, strides)
  },
}

const nameOf = (value: PickleValue): string =>
  typeof value === 'object' && value !== null && 'name' in value ? String(value.name) : ''

const isCount = (value: PickleValue): value is number => typeof value === 'number' && value >= 0
const isCounts = (value: PickleValue): value is number[] => Array.isArray(value) && value.every(isCount)

/** Reads the storages, in the order of `keys`: a length as int64, then that many numbers. */
function readStorages(
  bytes: Uint8Array,
  start: number,
  keys: readonly PickleValue[],
  known: ReadonlyMap<string, Storage>,
): Map<string, Float32Array> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const floats = new Map<string, Float32Array>()
  let at = start
  for (const key of keys) {
    const storage = typeof key === 'string' ? known.get(key) : undefined
    if (!storage) throw new Error('a storage belongs to no tensor')
    const length = Number(view.getBigInt64(at, true))
    const size = STORAGES[storage.kind]
    at += 8
    if (length !== storage.length || at + length * size > bytes.length) throw new Error('a storage is cut off')
    if (storage.kind === 'torch FloatStorage')
      floats.set(
        storage.key,
        Float32Array.from({ length }, (_, i) => view.getFloat32(at + size * i, true)),
      )
    at += length * size
  }
  return floats
}
