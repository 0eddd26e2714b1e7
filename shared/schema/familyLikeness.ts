/**
 * How alike any two of a family are at least unless said otherwise, in percent: families of furniture, trees, houses are then
 * neither torn apart nor thrown together, see docs/learning.md.
 */
export const FAMILY_LIKENESS = 25
