/** Limits of archives, checked against what their list of contents says before anything is unpacked. */

/** Ten times what the largest kits of assets hold. */
export const MAX_ENTRIES = 100_000

/** Most characters in the path of a file, because ids are made of these paths. */
export const LONGEST_NAME = 1_000

/** Most bytes of all files of an archive together: unpacking and describing more than that takes hours. */
export const MAX_UNPACKED_BYTES = 64 * 2 ** 30

/**
 * Largest ratio of unpacked to packed bytes. Mesh texts grow 3 to 30 times; only a file made to fill the memory grows
 * more, up to 1,030 times.
 */
export const MAX_RATIO = 200

/** Bytes. Smaller files may have any ratio, because they do no harm. */
export const RATIO_FROM_BYTES = 16 * 2 ** 20
