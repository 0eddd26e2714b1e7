/** Limits of what is read from a file, so that no input exhausts the memory of a worker. */

/** A binary STL of MAX_TRIANGLES triangles (50 bytes each) fits; the largest file of the asset libraries tried has 2 MB. */
export const MAX_FILE_BYTES = 256 * 2 ** 20

/** three's OBJLoader holds about 700 bytes a triangle while it works: 2 million triangles stay below 2 GB. */
export const MAX_TRIANGLES = 2_000_000

/** No number a program prints is longer; a longer word is damage. */
export const MAX_NUMBER_LENGTH = 64
