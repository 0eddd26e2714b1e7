/** What the tests use of culori, which ships no types. */
declare module 'culori' {
  type Rgb = { mode: 'rgb'; r: number; g: number; b: number }
  type Lab65 = { mode: 'lab65'; l: number; a: number; b: number }
  export function converter(mode: 'rgb'): (color: string) => Rgb
  export function converter(mode: 'lab65'): (color: Rgb) => Lab65
  export function converter(mode: 'oklch'): (color: string) => { l: number; c: number }
  export function formatHex(color: Rgb): string
  export function differenceCiede2000(): (a: Rgb | Lab65, b: Rgb | Lab65) => number
  export function filterDeficiencyProt(severity: number): (color: Rgb) => Rgb
  export function filterDeficiencyDeuter(severity: number): (color: Rgb) => Rgb
  export function filterDeficiencyTrit(severity: number): (color: Rgb) => Rgb
}
