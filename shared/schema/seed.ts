/** The largest seed. Blender's IntProperty is a signed 32-bit number. 0 is a seed, too. */
export const MAX_SEED = 2 ** 31 - 1
