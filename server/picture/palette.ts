import { GROUP_COLORS } from '../../shared/groupColors.js'

/** Red, green, blue of sRGB, 0 ... 1. */
export type Color = readonly [r: number, g: number, b: number]

/**
 * A color for each group: GROUP_COLORS in order, repeated where there are more groups than colors.
 *
 * @param groups  >= 1
 */
export const palette = (groups: number): Color[] =>
  Array.from({ length: groups }, (_, group) => colorOfHex(GROUP_COLORS[group % GROUP_COLORS.length]))

/** Color of shapes that are in no group, or alone in one. */
export const NO_GROUP_COLOR: Color = [0x8a / 255, 0x8a / 255, 0x8a / 255]

const part = (hex: string, at: number): number => parseInt(hex.slice(at, at + 2), 16) / 255
const colorOfHex = (hex: string): Color => [part(hex, 1), part(hex, 3), part(hex, 5)]

/** A color as `#rrggbb`. */
export const hexOfColor = (color: Color): string =>
  '#' +
  color
    .map((part) =>
      Math.round(255 * part)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')
