import * as Plot from '@observablehq/plot'
import { firstLeaf, foldTree, heightOfCut, type Branch } from '../../shared/dendrogram.js'
import { drawLegend } from './drawLegend.js'
import { groupLegend } from './groupLegend.js'
import { hexOfColor, NO_GROUP_COLOR, type Color } from './palette.js'
import { caption, PLOT_STYLE } from './plotStyle.js'
import { plotSvg, printSvg, svgDocument } from './svgDocument.js'

export interface TreePictureOptions {
  /** (L) ids of the leaves. */
  readonly leaves: readonly string[]
  /**
   * (L - 1) for each merge its two nodes, numbered as in SciPy, its height, ascending, and the number of leaves
   * below.
   */
  readonly left: ArrayLike<number>
  readonly right: ArrayLike<number>
  readonly heights: ArrayLike<number>
  readonly sizes: ArrayLike<number>
  /** (L) group of each leaf; -1 = none. */
  readonly groups: ArrayLike<number>
  /** Color of each group. */
  readonly palette: readonly Color[]
  /** Name of each group. Default: its number alone. */
  readonly names?: readonly string[]
  /** The height that is 0 % of likeness. */
  readonly farthest: number
  readonly title: string
  readonly subtitle: string
}

/** Most branch ends that fit; branches below are folded, with the number of their leaves. */
const MOST_ENDS = 64
/** Power applied to heights before they are drawn, so that merges of nearly equal shapes can be told apart, too. */
const POWER = 1 / 3
/** Likenesses with a horizontal line, percent. */
const LIKENESSES = [99.99, 99.9, 99, 90, 50, 0]
/** Size of the drawing, px; names hang below. */
const [WIDTH, HEIGHT, LEGEND_WIDTH] = [900, 580, 190]
const MARGIN = { top: 66, left: 68, bottom: 150 }
const LONGEST_NAME = 20
/** Color of branches that join several groups. */
const JOINING_COLOR = '#9a9a9a'

/**
 * The dendrogram as a stand-alone SVG: branches in the color of their group up to the cut line, the lowest merges
 * folded.
 *
 * @returns text of an SVG file
 */
export function drawTree(options: TreePictureOptions): string {
  const { leaves, left, right, heights, sizes, groups, palette, farthest, title, subtitle } = options
  const tree = { leaves, a: left, b: right, height: heights, size: sizes, farthest }
  const counts = palette.map(() => 0)
  for (let leaf = 0; leaf < leaves.length; leaf++) if (groups[leaf] >= 0) counts[groups[leaf]]++
  const cut = heightOfCut(tree, Math.max(1, counts.filter((count) => count > 0).length))
  const root = foldTree(tree, MOST_ENDS)
  const highest = Math.max(root.height, cut) || 1
  const colorOf = ({ node, height }: Branch) => {
    if (height > cut) return JOINING_COLOR
    const group = groups[firstLeaf(tree, node)]
    return hexOfColor(palette[group] ?? NO_GROUP_COLOR)
  }
  const { lines, ends } = layOut(root, colorOf)
  const names = ends.map(({ node, size, across }) => ({ x: across, text: nameOf(leaves[firstLeaf(tree, node)], size) }))
  const levels = LIKENESSES.map((percent) => ({ percent, height: farthest * (1 - percent / 100) })).filter(
    ({ height }) => height <= highest,
  )
  const document = svgDocument()
  const plot = plotSvg(document, {
    width: WIDTH + LEGEND_WIDTH,
    height: HEIGHT,
    marginTop: MARGIN.top,
    marginLeft: MARGIN.left,
    marginRight: LEGEND_WIDTH,
    marginBottom: MARGIN.bottom,
    style: PLOT_STYLE,
    x: { domain: [0, 1], axis: null },
    y: { type: 'pow', exponent: POWER, domain: [0, highest], axis: null },
    marks: [
      Plot.ruleY(levels, { y: 'height', stroke: '#e6e6e6' }),
      Plot.text(levels, {
        y: 'height',
        text: ({ percent }: { percent: number }) => `${percent} %`,
        frameAnchor: 'left',
        textAnchor: 'end',
        dx: -8,
        fill: '#555555',
      }),
      Plot.line(lines, { x: 'x', y: 'y', z: 'branch', stroke: 'color', strokeWidth: 1.6, strokeLinejoin: 'round' }),
      Plot.ruleY([cut], { stroke: '#0072B2', strokeWidth: 1.5, strokeDasharray: '6 4' }),
      Plot.text(names, {
        x: 'x',
        frameAnchor: 'bottom',
        text: 'text',
        rotate: -90,
        textAnchor: 'end',
        dy: 8,
        fontSize: 10,
        fill: '#333333',
      }),
      caption(title, { dy: -40, fontSize: 17, fontWeight: 600 }),
      caption(subtitle, { dy: -20, fontSize: 12, fill: '#555555' }),
    ],
  })
  const legendHeight = HEIGHT - MARGIN.top
  const { lines: groupLines } = groupLegend({
    colors: palette.map(hexOfColor),
    sizes: counts,
    names: options.names,
    height: legendHeight,
  })
  const legend = drawLegend(document, { groups: groupLines }, LEGEND_WIDTH, legendHeight)
  legend.setAttribute('transform', `translate(${WIDTH}, ${MARGIN.top})`)
  plot.append(legend)
  return printSvg(plot)
}

interface Corner {
  /** Number of the branch at the end of the line. */
  readonly branch: number
  readonly x: number
  readonly y: number
  readonly color: string
}

/**
 * Lays out the tree: from each merge a line across and down to each of the two nodes that it joins, and the ends from
 * left to right.
 */
function layOut(root: Branch, colorOf: (branch: Branch) => string): { lines: Corner[]; ends: Branch[] } {
  const lines: Corner[] = []
  const ends: Branch[] = []
  const walk = (branch: Branch) => {
    if (branch.children.length === 0) ends.push(branch)
    for (const child of branch.children) {
      const color = colorOf(child)
      const corner = (x: number, y: number): Corner => ({ branch: child.node, x, y, color })
      lines.push(
        corner(branch.across, branch.height),
        corner(child.across, branch.height),
        corner(child.across, child.height),
      )
      walk(child)
    }
  }
  walk(root)
  return { lines, ends }
}

function nameOf(id: string, size: number): string {
  const name = id.replace(/^.*[/\\]/, '')
  const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name
  return size > 1 ? `${short} +${size - 1}` : short
}
