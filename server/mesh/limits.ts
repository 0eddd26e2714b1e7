/** Limits of what is read from a file, so that no input exhausts the memory of a worker. */

/** A binary STL of MAX_TRIANGLES triangles (50 bytes each) fits; the largest file of the asset libraries tried has 2 MB. */
export const MAX_FILE_BYTES = 256 * 2 ** 20

/** three's OBJLoader holds about 700 bytes a triangle while it works: 2 million triangles stay below 2 GB. */
export const MAX_TRIANGLES = 2_000_000

/** No number a program prints is longer; a longer word is damage. */
export const MAX_NUMBER_LENGTH = 64

/** The cap of the finest cylinder; a million corners in one line is no face. */
export const MAX_CORNERS = 10_000

/**
 * Sum over the concave polygons of a file of corners squared: ear cutting takes up to 0.3 us for each where an outline
 * crosses itself. All files of a library of 2,130 stay below 11,000.
 */
export const MAX_EAR_WORK = 4_000_000
