const encoder = new TextEncoder()

/** Collects bytes of text into a buffer of known capacity. */
export class ByteSink {
  private readonly bytes: Uint8Array
  private length = 0

  constructor(capacity: number) {
    this.bytes = new Uint8Array(capacity)
  }

  /** Appends a short constant, made by `ascii`. */
  put(text: Uint8Array): void {
    this.bytes.set(text, this.length)
    this.length += text.length
  }

  /** Appends a blank and source[start, end). */
  putWord(source: Uint8Array, start: number, end: number): void {
    const { bytes } = this
    let at = this.length
    bytes[at++] = 32
    for (let i = start; i < end; i++) bytes[at++] = source[i]
    this.length = at
  }

  /** Everything put after a mark is taken back by `rewind(mark)`. */
  mark(): number {
    return this.length
  }

  rewind(mark: number): void {
    this.length = mark
  }

  /** What was collected, as a view. */
  written(): Uint8Array<ArrayBuffer> {
    return this.bytes.subarray(0, this.length) as Uint8Array<ArrayBuffer>
  }
}

export const ascii = (text: string): Uint8Array => encoder.encode(text)
