/** More groups than this are no families any more. */
const FAMILIES = 64

/**
 * Into how many groups a tree can be cut at most on its page.
 *
 * @param first groups that the page was opened with: there is as much room above them as below
 * @param groups of the cut that is shown
 */
export const mostGroups = (first: number, groups: number, leaves: number): number =>
  Math.min(Math.max(FAMILIES, 2 * first, groups), leaves)
