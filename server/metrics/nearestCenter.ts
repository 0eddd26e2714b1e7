import type { Table } from '../table/table.js'
import { indexLabels } from './contingency.js'

/** The parts of a table that are used here. */
type LabelledRows = Pick<Table, 'classes' | 'dimension' | 'values'>

/** Class centers: the mean row of each class of a table. */
export interface ClassCenters {
  readonly classes: readonly string[]
  readonly dimension: number
  /** (C * dimension) */
  readonly values: Float64Array
}

export function findClassCenters(table: LabelledRows): ClassCenters {
  const { dimension, values, classes } = table
  const { indices, names } = indexLabels(classes)
  const centers = new Float64Array(names.length * dimension)
  const counts = new Float64Array(names.length)
  for (let i = 0; i < classes.length; i++) {
    const at = indices[i] * dimension
    counts[indices[i]]++
    for (let d = 0; d < dimension; d++) centers[at + d] += values[i * dimension + d]
  }
  for (let i = 0; i < centers.length; i++) centers[i] /= counts[Math.floor(i / dimension)]
  return { classes: names.map(String), dimension, values: centers }
}

/** (N) for each row the class whose center has the largest cosine with it; of equal ones the first. */
export function nearestClass(table: LabelledRows, centers: ClassCenters): string[] {
  const { dimension, values } = table
  const lengths = centers.classes.map((_, c) =>
    Math.sqrt(centers.values.subarray(c * dimension, (c + 1) * dimension).reduce((sum, v) => sum + v * v, 0)),
  )
  return table.classes.map((_, i) => {
    let best = 0
    let bestCosine = -Infinity
    for (let c = 0; c < lengths.length; c++) {
      let dot = 0
      for (let d = 0; d < dimension; d++) dot += values[i * dimension + d] * centers.values[c * dimension + d]
      // The row's own length is the same for all centers, so it can be left out.
      const cosine = lengths[c] > 0 ? dot / lengths[c] : 0
      if (cosine > bestCosine) [best, bestCosine] = [c, cosine]
    }
    return centers.classes[best]
  })
}

/** Share of equal labels; NaN for no labels. */
export const shareEqual = (found: readonly string[], expected: readonly string[]): number =>
  found.reduce((sum, label, i) => sum + (label === expected[i] ? 1 : 0), 0) / expected.length
