import { joinRows, rowSets } from './rowSets.js'
import type { Merges, Tree } from './tree.js'

/**
 * Makes a tree of merges: sorts them by height (stable) and numbers its nodes.
 *
 * @param merges     (count - 1) merges that join all rows
 * @param grownFrom  see Tree; default count
 */
export function treeOfMerges(count: number, { a, b, heights }: Merges, grownFrom = count): Tree {
  const order = Uint32Array.from(heights, (_, merge) => merge).sort((p, q) => heights[p] - heights[q] || p - q)
  const sets = rowSets(count)
  const node = Int32Array.from({ length: count }, (_, row) => row) // the present node of a root row's set
  const size = new Int32Array(count).fill(1)
  const tree: Tree = {
    count,
    left: new Int32Array(order.length),
    right: new Int32Array(order.length),
    heights: new Float64Array(order.length),
    sizes: new Int32Array(order.length),
    grownFrom,
  }
  for (let merge = 0; merge < order.length; merge++) {
    const from = order[merge]
    const [kept, gone] = joinRows(sets, a[from], b[from])
    tree.left[merge] = Math.min(node[kept], node[gone])
    tree.right[merge] = Math.max(node[kept], node[gone])
    tree.heights[merge] = heights[from]
    size[kept] += size[gone]
    tree.sizes[merge] = size[kept]
    node[kept] = count + merge
  }
  return tree
}
