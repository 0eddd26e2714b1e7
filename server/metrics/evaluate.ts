import { clusterTree } from '../cluster/clusterTree.js'
import { cutTree } from '../cluster/cutTree.js'
import { TREE } from '../cluster/groupShapes.js'
import { normalizeRows } from '../embedding/normalizeRows.js'
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
  const { ids, classes, dimension } = rows
  const unit = normalizeRows(rows.values.slice(), dimension)
  const tree = clusterTree(unit, ids.length, dimension, TREE)
  return {
    accuracy: shareEqual(nearestClass(rows, findClassCenters(train)), classes),
    ari: adjustedRandIndex(cutTree(tree, Math.min(groups, ids.length)), classes),
    ...measureRetrieval(cosineMatrix(unit, dimension), classes),
  }
}
