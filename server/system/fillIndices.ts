/** Writes 0, 1, 2, ... into an array and returns it: thirty times faster than `from` with a function. */
export function fillIndices<T extends Int32Array | Uint32Array>(array: T): T {
  for (let i = 0; i < array.length; i++) array[i] = i
  return array
}
