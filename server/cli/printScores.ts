import type { Evaluation } from '../../shared/schema/evaluation.js'

/** The three figures that are looked at first, for a person. */
export const printScores = ({ accuracy, ari, map }: Evaluation): string =>
  `accuracy ${accuracy.toFixed(3)}, ARI ${ari.toFixed(3)}, MAP@R ${map?.toFixed(3) ?? 'none'}`
