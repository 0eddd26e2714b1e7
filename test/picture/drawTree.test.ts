import { describe, expect, it } from 'vitest'
import { clusterTree } from '../../server/cluster/clusterTree.js'
import { cutTree } from '../../server/cluster/cutTree.js'
import { drawTree } from '../../server/picture/drawTree.js'
import { hexOfColor, palette } from '../../server/picture/palette.js'
import { svgDocument } from '../../server/picture/svgDocument.js'
import { blobTable } from '../support/blobTable.js'

const GROUPS = 4

/** Blobs, the tree of them and the groups that it gives. */
function blobs(count: number) {
  const { values, dimension, ids } = blobTable(count, GROUPS, 1)
  const tree = clusterTree({ values, count, dimension }, { metric: 'euclidean', linkage: 'average' })
  const { left, right, heights, sizes } = tree
  const look = { palette: palette(GROUPS), title: 'a <b> & c', subtitle: 'seed 1', farthest: heights[count - 2] * 2 }
  return { leaves: ids, left, right, heights, sizes, groups: cutTree(tree, GROUPS), ...look }
}

/** Lines of the branches as (x y of the corners) and color. */
const branchesOf = (svg: string) =>
  [...svgDocument(svg).querySelectorAll('g[aria-label="line"] path')].map((path) => ({
    color: path.getAttribute('stroke'),
    corners: [...(path.getAttribute('d') ?? '').matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [+x, +y]),
  }))

describe('drawTree', () => {
  it('draws every branch once, its foot under one end of its merge, below the cut in the color of its group', () => {
    const tree = blobs(40)
    const branches = branchesOf(drawTree(tree))
    expect(branches).toHaveLength(2 * 39)
    const colors = tree.palette.map(hexOfColor)
    const colored = branches.filter(({ color }) => colors.includes(color ?? ''))
    expect(new Set(colored.map(({ color }) => color)).size).toBe(GROUPS)
    // What joins the groups: both branches of each of the K - 1 highest merges but those that lead to a group.
    expect(branches.length - colored.length).toBe(2 * (GROUPS - 1) - GROUPS)
    for (const { corners } of branches) {
      const [[, top], [across, level], [foot, bottom]] = corners
      expect([across, level]).toEqual([foot, top])
      expect(bottom).toBeGreaterThanOrEqual(top)
    }
  })

  it('folds what has no room: 64 ends with the number of those that lie below', () => {
    const svg = drawTree(blobs(1000))
    expect(branchesOf(svg)).toHaveLength(2 * 63)
    const more = [...svg.matchAll(/>[^<]* \+(\d+)</g)].map(([, count]) => Number(count))
    const alone = 64 - more.length
    expect(more.reduce((sum, count) => sum + count + 1, alone)).toBe(1000)
  })

  it('is a stand-alone SVG that says whose the colors are, whatever the title holds', () => {
    const svg = drawTree(blobs(40))
    expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/)
    expect(svg).toContain('a &lt;b&gt; &amp; c')
    for (let group = 0; group < GROUPS; group++) expect(svg).toContain(`group ${group} (10)`)
  })
})
