import type { SimilarShape } from '../library/tableSearch.js'

/** Columns with a heading: likeness in percent, distance, id, class. */
export function printShapes(shapes: readonly SimilarShape[], metric: string): string[] {
  const width = Math.max(2, ...shapes.map(({ id }) => id.length))
  const line = (likeness: string, distance: string, id: string, label: string) =>
    `${likeness.padStart(8)}  ${distance.padStart(9)}  ${id.padEnd(width)}  ${label}`.trimEnd()
  return [
    line('likeness', metric, 'id', 'class'),
    ...shapes.map(({ likeness, distance, id, class: label }) =>
      line(`${likeness.toFixed(1)} %`, distance.toFixed(6), id, label),
    ),
  ]
}
