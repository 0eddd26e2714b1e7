import { counted } from '../../shared/counted.js'

/** What was repaired or left out while a mesh was read, in words; `n` is the number of times. */
const SENTENCES = {
  flatTriangles: (n: number) => `${counted(n, 'triangle')} without area left out`,
  crossingOutlines: (n: number) => `${counted(n, 'outline')} that cross themselves filled as a fan`,
  shortFaces: (n: number) => `${counted(n, 'face')} of fewer than three corners left out`,
  curvedPatches: (n: number) => `${counted(n, 'curved patch', 'curved patches')} not read`,
  pointsAndLines: (n: number) => `${counted(n, 'primitive')} of points or lines left out`,
  unusedVertices: (n: number) => `${counted(n, 'vertex', 'vertices')} that no face uses left out, no finite numbers`,
  foreignWords: (n: number) => `words that are no STL passed over in ${counted(n, 'line')}`,
  missingEnds: (n: number) => `endsolid missing ${n === 1 ? 'once' : `${n} times`}`,
  wideText: () => 'text of two bytes a letter (UTF-16)',
  attributeBytes: (n: number) => `${counted(n, 'attribute byte')} between the triangles passed over`,
  tailBytes: (n: number) => `${counted(n, 'byte')} after the last triangle passed over`,
} as const

export type RepairKind = keyof typeof SENTENCES

export const REPAIR_KINDS = Object.keys(SENTENCES) as [RepairKind, ...RepairKind[]]

export interface Repair {
  readonly kind: RepairKind
  /** At least 1. */
  readonly count: number
}

/** A repair in words, such as `2 triangles without area left out`. */
export const repairSentence = ({ kind, count: n }: Repair): string => SENTENCES[kind](n)

/** The repairs that were made at least once, with their counts. */
export const repairsOf = (counts: Partial<Record<RepairKind, number>>): Repair[] =>
  (Object.entries(counts) as [RepairKind, number][]).flatMap(([kind, n]) => (n > 0 ? [{ kind, count: n }] : []))
