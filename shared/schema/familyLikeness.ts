/**
 * Default for the least likeness between any two shapes of a family, in percent. With it, families of furniture, trees
 * or houses are neither split nor merged; see docs/learning.md.
 */
export const FAMILY_LIKENESS = 25
