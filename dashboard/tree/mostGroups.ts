/** With more groups than this, groups are no longer families of shapes. */
const FAMILIES = 64

/**
 * The highest number of groups into which a tree can be cut on its page.
 *
 * @param first number of groups that the page was opened with: up to twice as many can be chosen
 * @param groups number of groups of the cut that is shown
 */
export const mostGroups = (first: number, groups: number, leaves: number): number =>
  Math.min(Math.max(FAMILIES, 2 * first, groups), leaves)
