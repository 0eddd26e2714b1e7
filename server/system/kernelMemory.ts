const PAGE_BYTES = 65_536
const MOST_PAGES = 65_536
/**
 * 1 MiB, so that a tree of 1,000 rows needs no more: a shared memory takes 0.05 to 0.5 ms each time it grows. Pages that
 * nothing is written to take no memory.
 */
const FIRST_PAGES = 16
/** Bytes. A vector load needs 16; a cache line has 64. */
const ALIGNMENT = 64

type NumberArray = Float64Array | Float32Array | Uint32Array | Uint16Array | Uint8Array | BigInt64Array

/** Memory of a WebAssembly kernel. It is allocated in order and released from the end. */
export class KernelMemory {
  readonly memory: WebAssembly.Memory
  /** The first page is used by the kernel itself. */
  private end = PAGE_BYTES

  /** @param shared  whether several threads use it; the kernel must be compiled for it */
  constructor({ shared = false } = {}) {
    this.memory = new WebAssembly.Memory({ initial: FIRST_PAGES, maximum: MOST_PAGES, shared })
  }

  /** Allocates bytes, which are not cleared. @returns their address */
  allocate(bytes: number): number {
    const start = this.end
    this.end = Math.ceil((start + bytes) / ALIGNMENT) * ALIGNMENT
    const missing = this.end - this.memory.buffer.byteLength
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE_BYTES))
    return start
  }

  /**
   * Allocates numbers, which are not cleared. A shared memory may grow while they are used; a memory of one thread may
   * not.
   */
  float32(length: number): Float32Array {
    const start = this.allocate(4 * length)
    return new Float32Array(this.memory.buffer, start, length)
  }

  /** Like float32, for float64. */
  float64(length: number): Float64Array {
    const start = this.allocate(8 * length)
    return new Float64Array(this.memory.buffer, start, length)
  }

  /** Like float32, for int32. */
  int32(length: number): Int32Array {
    const start = this.allocate(4 * length)
    return new Int32Array(this.memory.buffer, start, length)
  }

  /** Allocates a copy of values. @returns its address */
  place(values: NumberArray): number {
    const start = this.allocate(values.byteLength)
    new Uint8Array(this.memory.buffer, start).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
    return start
  }

  /** The present end. `release(mark)` releases everything allocated since; the memory itself does not shrink. */
  mark(): number {
    return this.end
  }

  release(mark: number): void {
    this.end = mark
  }
}
