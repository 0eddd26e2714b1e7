/** Limits of what is read from a file, so that no input exhausts the memory of a worker. */

/** A binary STL of MAX_TRIANGLES triangles (50 bytes each) fits; the largest file of the asset libraries tried has 2 MB. */
export const MAX_FILE_BYTES = 256 * 2 ** 20

/** Reading and describing take up to 600 bytes a triangle: 2 million stay below 2 GB. */
export const MAX_TRIANGLES = 2_000_000

/** As many as MAX_TRIANGLES loose triangles have. */
export const MAX_VERTICES = 3 * MAX_TRIANGLES

/** Characters. No number that a program prints is longer; a longer word comes from damage. */
export const MAX_NUMBER_LENGTH = 64

/**
 * Corners of a polygon: as many as the cap of the finest cylinder has. A polygon of a million corners is not a real
 * face.
 */
export const MAX_CORNERS = 10_000

/**
 * Largest sum, over the outlines of a file that cross themselves, of their number of corners squared: the attempt to
 * triangulate one takes up to 0.3 us for each unit. All files of a library of 2,130 stay below 11,000.
 */
export const MAX_CROSSING_WORK = 4_000_000

/**
 * Largest sum, over the concave polygons that can be triangulated, of their number of corners squared. A unit takes
 * 0.001 us for gears or plates with holes, and 0.01 us at worst (a spiral). The limit allows 500 gears of 2,000
 * corners.
 */
export const MAX_EAR_WORK = 2_000_000_000
