import type { Tree } from '../../server/cluster/tree.js'

/** Every group that a merge of the tree makes, as its rows in order; sorted, so that the order of equal heights says nothing. */
export function groupsOfTree({ count, left, right }: Tree): string[] {
  const rows = Array.from({ length: count }, (_, row) => [row])
  left.forEach((node, merge) => rows.push([...rows[node], ...rows[right[merge]]].sort((a, b) => a - b)))
  return rows
    .slice(count)
    .map((group) => group.join(' '))
    .sort()
}
