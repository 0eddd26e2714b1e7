import type { PictureKernel } from '../chordKernel.js'

/** A PictureKernel compiled for this machine. It has no memory of its own: each call is given one. */
export type NativeKernel = {
  readonly [Name in keyof PictureKernel]: (
    memory: ArrayBuffer,
    ...given: Parameters<PictureKernel[Name]>
  ) => ReturnType<PictureKernel[Name]>
}

/**
 * How many more triangles are drawn by it than by WebAssembly before the chords are traced instead. Of 14 balls, tori
 * and sets of loose triangles near the bounds, 13 are then counted the faster way, and one takes 1.09 times as long.
 */
export const NATIVE_SPEED = 2

/** The kernel as if it had this memory. A memory that has grown has another buffer, so it is asked for at each call. */
export function inMemory(native: NativeKernel, memory: WebAssembly.Memory): PictureKernel {
  const calls = Object.entries(native) as [string, (...given: unknown[]) => unknown][]
  return Object.fromEntries(
    calls.map(([name, call]) => [name, (...given: unknown[]) => call(memory.buffer, ...given)]),
  ) as unknown as PictureKernel
}
