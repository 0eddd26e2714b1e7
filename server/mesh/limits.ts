/** Limits of what is read from a file, so that no input exhausts the memory of a worker. */

/** A binary STL of MAX_TRIANGLES triangles (50 bytes each) fits; the largest file of the asset libraries tried has 2 MB. */
export const MAX_FILE_BYTES = 256 * 2 ** 20

/** Reading and describing take up to 600 bytes a triangle: 2 million stay below 2 GB. */
export const MAX_TRIANGLES = 2_000_000

/** As many as so many loose triangles have. */
export const MAX_VERTICES = 3 * MAX_TRIANGLES

/** No number a program prints is longer; a longer word is damage. */
export const MAX_NUMBER_LENGTH = 64

/** The cap of the finest cylinder; a million corners in one line is no face. */
export const MAX_CORNERS = 10_000

/**
 * Sum over the outlines of a file that cross themselves, of corners squared: trying to cut one takes up to 0.3 us for each.
 * All files of a library of 2,130 stay below 11,000.
 */
export const MAX_CROSSING_WORK = 4_000_000

/**
 * The same of concave polygons that can be cut, which take 0.001 us for each where they are gears or plates with holes,
 * 0.01 us at worst (a spiral): 500 gears of 2,000 corners.
 */
export const MAX_EAR_WORK = 2_000_000_000
