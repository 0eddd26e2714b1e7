/** How much more the look of a flat shape counts than the look of a solid one. */
const FLAT_GAIN = 2
/** Thinness of a rather flat shape, for example a disc that is 19 times as wide as it is thick. */
const FLAT = 0.1

/**
 * How much the look of a shape counts beside its description, which counts 1. Outlines are told apart by their pictures
 * far better than by how their surface lies in space, so views count up to three times as much for flat shapes.
 *
 * @param thinness 0 ... 1, see there
 * @returns 1 (solid) ... 3 (flat), falling smoothly
 */
export const sayOfLook = (thinness: number): number => 1 + FLAT_GAIN * Math.exp(-((thinness / FLAT) ** 2))
