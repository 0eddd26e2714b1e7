/**
 * Types for the part of WebAssembly that Shapekin uses. Node has it, but @types/node leaves it to the browser's
 * types.
 */
declare namespace WebAssembly {
  function validate(code: BufferSource): boolean
  class Module {
    constructor(code: BufferSource)
  }
  class Instance {
    constructor(module: Module, imports?: Record<string, Record<string, unknown>>)
    readonly exports: Record<string, unknown>
  }
  class Memory {
    /** Sizes in pages of 64 KiB. */
    constructor(size: { initial: number; maximum?: number; shared?: boolean })
    readonly buffer: ArrayBuffer
    grow(pages: number): number
  }
}
type BufferSource = ArrayBufferView | ArrayBuffer
