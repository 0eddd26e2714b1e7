/** Limits of archives, checked against what their list of contents says before anything is unpacked. */

/** Ten times what the largest kits of assets hold. */
export const MAX_ENTRIES = 100_000

/** Characters. Ids are made of names. */
export const LONGEST_NAME = 1_000

/** All files of an archive together: unpacking and describing so much takes hours. */
export const MAX_UNPACKED_BYTES = 64 * 2 ** 30

/** Texts of meshes become 3 to 30 times as long; only a file made to fill the memory, up to 1,030 times. */
export const MAX_RATIO = 200

/** Below, no ratio does harm: a small file of zeros is no attack. */
export const RATIO_FROM_BYTES = 16 * 2 ** 20
