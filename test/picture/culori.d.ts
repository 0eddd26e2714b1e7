/** What the tests use of culori, which ships no types. */
declare module 'culori' {
  type Rgb = { mode: 'rgb'; r: number; g: number; b: number }
  export function differenceCiede2000(): (a: Rgb, b: Rgb) => number
  export function filterDeficiencyProt(severity: number): (color: Rgb) => Rgb
  export function filterDeficiencyDeuter(severity: number): (color: Rgb) => Rgb
  export function filterDeficiencyTrit(severity: number): (color: Rgb) => Rgb
}
