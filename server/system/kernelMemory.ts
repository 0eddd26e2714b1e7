const PAGE_BYTES = 65_536
const MOST_PAGES = 65_536
/** A vector load wants 16; a cache line is 64. */
const ALIGNMENT = 64

type NumberArray = Float64Array | Float32Array | Uint32Array | Uint16Array | Uint8Array | BigInt64Array

/** Memory of a WebAssembly kernel: hands out pieces in order and takes them back from the end. */
export class KernelMemory {
  readonly memory: WebAssembly.Memory
  /** The first page is the kernel's own. */
  private end = PAGE_BYTES

  /** @param shared  whether threads see it together; the kernel has to be compiled for it */
  constructor({ shared = false } = {}) {
    this.memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES, shared })
  }

  /** Address of `bytes` bytes, not cleared. */
  allocate(bytes: number): number {
    const start = this.end
    this.end = Math.ceil((start + bytes) / ALIGNMENT) * ALIGNMENT
    const missing = this.end - this.memory.buffer.byteLength
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE_BYTES))
    return start
  }

  /** Numbers in the memory, not cleared. A shared memory may grow under them, one of a single thread may not. */
  float32(length: number): Float32Array {
    const start = this.allocate(4 * length)
    return new Float32Array(this.memory.buffer, start, length)
  }

  /** As float32. */
  float64(length: number): Float64Array {
    const start = this.allocate(8 * length)
    return new Float64Array(this.memory.buffer, start, length)
  }

  /** As float32. */
  int32(length: number): Int32Array {
    const start = this.allocate(4 * length)
    return new Int32Array(this.memory.buffer, start, length)
  }

  /** Address of a copy. */
  place(values: NumberArray): number {
    const start = this.allocate(values.byteLength)
    new Uint8Array(this.memory.buffer, start).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    return start
  }

  /** Everything allocated after a mark is given back by `release(mark)`; the memory itself does not shrink. */
  mark(): number {
    return this.end
  }

  release(mark: number): void {
    this.end = mark
  }
}
