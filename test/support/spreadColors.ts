import {
  converter,
  differenceCiede2000,
  filterDeficiencyDeuter,
  filterDeficiencyProt,
  filterDeficiencyTrit,
  formatHex,
  type Lab65,
  type Rgb,
} from 'culori'

/** Kinds of color vision, each as what it makes of a color. */
export const EYES: Readonly<Record<string, (color: Rgb) => Rgb>> = {
  usual: (color) => color,
  protanope: filterDeficiencyProt(1),
  deuteranope: filterDeficiencyDeuter(1),
  tritanope: filterDeficiencyTrit(1),
}

/** Smallest CIEDE2000 difference of two colors for some eyes; 1 is just visible side by side, 10 at a glance. */
export function smallestDifference(hexes: readonly string[], eyes: (color: Rgb) => Rgb): number {
  const seen = hexes.map((hex) => toLab(eyes(toRgb(hex))))
  return Math.min(...seen.flatMap((a, i) => seen.slice(0, i).map((b) => difference(a, b))))
}

/** What no group may look like: an object without color, the view's background, middle gray. */
const TAKEN = ['#ffffff', '#3d3d3d', '#808080']
/** Channels of the colors that are tried. */
const STEPS = Array.from({ length: 16 }, (_, step) => 17 * step)

/**
 * Goes on with a palette: each time the color that is farthest from all before it, for the eyes to which it is least far.
 *
 * @param first  `#rrggbb`, as they are
 * @returns (count) `#rrggbb`
 */
export function spreadColors(first: readonly string[], count: number): string[] {
  const candidates = STEPS.flatMap((r) => STEPS.flatMap((g) => STEPS.map((b) => hexOf(r, g, b)))).filter(isColorful)
  const seen = candidates.map(seenByAll)
  const nearest = seen.map((own) =>
    Math.min(...[...TAKEN, ...first].map((hex) => leastDifference(own, seenByAll(hex)))),
  )
  const colors = [...first]
  while (colors.length < count) {
    const next = nearest.indexOf(Math.max(...nearest))
    colors.push(candidates[next])
    seen.forEach((own, i) => (nearest[i] = Math.min(nearest[i], leastDifference(own, seen[next]))))
  }
  return colors
}

const toRgb = converter('rgb')
const toLab = converter('lab65')
const toLightness = converter('oklch')
const difference = differenceCiede2000()

const hexOf = (r: number, g: number, b: number): string =>
  formatHex({ mode: 'rgb', r: r / 255, g: g / 255, b: b / 255 })
const seenByAll = (hex: string): Lab65[] => Object.values(EYES).map((eyes) => toLab(eyes(toRgb(hex))))
const leastDifference = (a: readonly Lab65[], b: readonly Lab65[]): number =>
  Math.min(...a.map((own, i) => difference(own, b[i])))

/** Neither dark, where shading can't be seen on the view's background, nor pale or gray as what has no color, nor glaring. */
function isColorful(hex: string): boolean {
  const { l, c } = toLightness(hex)
  return l >= 0.48 && l <= 0.9 && c >= 0.08 && c <= 0.25
}
