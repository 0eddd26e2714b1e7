import { agnes } from 'ml-hclust'
import type { Table } from '../table/table.js'
import { adjustedRandIndex } from './adjustedRandIndex.js'
import { cosineMatrix } from './cosineMatrix.js'
import { findClassCenters, nearestClass, shareEqual } from './nearestCenter.js'
import { measureRetrieval } from './retrieval.js'

/** Figures of one space on labelled rows, all by cosine, each 0..1 (ari: -1..1). */
export interface Evaluation {
  /** Nearest class center of the training rows. */
  readonly accuracy: number
  /** Agglomerative groups against classes, adjusted Rand index. */
  readonly ari: number
  /** MAP@R. */
  readonly map: number
  readonly precisionAt1: number
  readonly rPrecision: number
}

/** Evaluates `rows`, with class centers from `train`, both in the same space; `groups` are cut from the rows' tree. */
export function evaluate(train: Table, rows: Table, groups: number): Evaluation {
  const similarities = cosineMatrix(rows)
  return {
    accuracy: shareEqual(nearestClass(rows, findClassCenters(train)), rows.classes),
    ari: adjustedRandIndex(groupRows(similarities, rows.ids.length, groups), rows.classes),
    ...measureRetrieval(similarities, rows.classes),
  }
}

/** (N) group of each row: average linkage of cosine distances, cut into `groups` (at most N). */
function groupRows(similarities: Float32Array, count: number, groups: number): Int32Array {
  const labels = new Int32Array(count)
  if (count < 2) return labels
  const distances = Array.from({ length: count }, (_, i) =>
    Array.from(similarities.subarray(i * count, (i + 1) * count), (cosine, j) =>
      i === j ? 0 : Math.max(0, 1 - cosine),
    ),
  )
  const tree = agnes(distances, { method: 'average', isDistanceMatrix: true })
  tree.group(Math.min(groups, count)).children.forEach((child, group) => {
    for (const index of child.indices()) labels[index] = group
  })
  return labels
}
