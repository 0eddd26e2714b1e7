import iwanthue from 'iwanthue'

/** A CommonJS module whose types claim a default export that it has not. */
const manyColors = iwanthue as unknown as typeof iwanthue.default

/** Red, green, blue of sRGB, 0 ... 1. */
export type Color = readonly [r: number, g: number, b: number]

/**
 * The colors that Okabe and Ito made for every kind of color vision, without their black, which would hide a shape's form.
 * @see https://jfly.uni-koeln.de/color/ "Color Universal Design", 2008
 */
const OKABE_ITO = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#D55E00', '#F0E442']

/**
 * A color for each group; equal counts give equal colors on every machine. Up to seven they stay apart under every kind of
 * color blindness; beyond, no palette can do that and the number of the group on the map has to help.
 *
 * @param groups  >= 1
 */
export function palette(groups: number): Color[] {
  const hexes =
    groups <= OKABE_ITO.length
      ? OKABE_ITO.slice(0, groups)
      : manyColors(groups, { colorSpace: 'colorblind', seed: 'shapekin' })
  return hexes.map(colorOfHex)
}

const part = (hex: string, at: number): number => parseInt(hex.slice(at, at + 2), 16) / 255
const colorOfHex = (hex: string): Color => [part(hex, 1), part(hex, 3), part(hex, 5)]

/** `#rrggbb` of a color. */
export const hexOfColor = (color: Color): string =>
  '#' +
  color
    .map((part) =>
      Math.round(255 * part)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')
