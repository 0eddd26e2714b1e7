import type { Tree } from '../../server/cluster/tree.js'

/** Every group that a merge above a height of a tree makes, as its rows in order; sorted, so that the order of equal heights says nothing. */
export function groupsOfTree({ count, left, right, heights }: Tree, above = -1): string[] {
  const rows = Array.from({ length: count }, (_, row) => [row])
  left.forEach((node, merge) => rows.push([...rows[node], ...rows[right[merge]]].sort((a, b) => a - b)))
  return rows
    .slice(count)
    .filter((_, merge) => heights[merge] > above)
    .map((group) => group.join(' '))
    .sort()
}
