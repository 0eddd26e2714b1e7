import type { JSX } from 'preact'
import { useMemo, useRef, useState } from 'preact/hooks'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { Thumbnail } from '../parts/Thumbnail.js'
import { colorOfGroup } from '../shapes/coloring.js'
import {
  firstLeaf,
  foldTree,
  groupsAtHeight,
  heightOfCut,
  type Branch,
  type Dendrogram,
} from '../../shared/dendrogram.js'

interface TreePictureProps {
  readonly tree: Dendrogram
  readonly shapes: ShownShapes
  /** Number of groups of the drawn cut. */
  readonly groups: number
  /** Most groups that the tree can be cut into. */
  readonly most: number
  /** Number of branch ends that fit. */
  readonly ends: number
  /** Called while the line is dragged. */
  readonly onDrag: (groups: number) => void
  readonly onCut: (groups: number) => void
  /** Singular noun for its leaves. */
  readonly noun: string
}

/** Size of the drawing, which is stretched to the width of its place. */
const [WIDTH, HEIGHT, TOP] = [1000, 380, 14]
/** Power applied to heights before they are drawn, so that merges of nearly equal shapes can be told apart, too. */
const POWER = 1 / 3
/** Likenesses with a horizontal line, in percent, in the order in which they get room. */
const LIKENESSES = [0, 50, 90, 99, 99.9, 80, 70, 60, 40, 30, 20, 10, 95, 99.99]
const LEVEL_ROOM = 26

/**
 * The dendrogram: branches below the cut in the color of their group, a picture at each end, and the line to drag.
 */
export function TreePicture({ tree, shapes, groups, most, ends, onDrag, onCut, noun }: TreePictureProps) {
  const place = useRef<SVGSVGElement>(null)
  const [dragged, setDragged] = useState<number>()
  const root = useMemo(() => foldTree(tree, ends), [tree, ends])
  const { down, up } = scaleOf(root, heightOfCut(tree, most))
  const levels = levelsOf((percent) => down(tree.farthest * (1 - percent / 100)))
  const rows = useMemo(() => rowsOfNodes(tree, root, shapes.ids), [tree, root, shapes.ids])
  const rowOfNode = (node: number) => rows.get(node) ?? -1
  const cut = dragged ?? heightOfCut(tree, groups)
  const heightAt = (event: PointerEvent): number => {
    const box = place.current?.getBoundingClientRect()
    if (box === undefined) return cut
    return up(((event.clientY - box.top) / box.height) * HEIGHT)
  }
  const groupsAt = (height: number) => Math.max(2, Math.min(most, groupsAtHeight(tree, height)))
  const drag = (event: PointerEvent) => {
    if (dragged === undefined) return
    const height = heightAt(event)
    setDragged(height)
    onDrag(groupsAt(height))
  }
  const drop = () => {
    if (dragged === undefined) return
    onCut(groupsAt(dragged))
    setDragged(undefined)
  }
  const lines: JSX.Element[] = []
  const tips: Branch[] = []
  const draw = (branch: Branch) => {
    const { node, children, height, across } = branch
    if (children.length === 0) tips.push(branch)
    const isBelow = height <= cut
    const color = isBelow ? colorOfGroup(shapes.groups[rowOfNode(node)] ?? -1) : undefined
    const [x, y] = [WIDTH * across, down(height)]
    for (const child of children) {
      // An end is drawn down to its picture, however high the branches inside it are.
      const [childX, childY] = [WIDTH * child.across, child.children.length > 0 ? down(child.height) : HEIGHT]
      const own = color ?? (child.height <= cut ? colorOfGroup(shapes.groups[rowOfNode(child.node)] ?? -1) : undefined)
      lines.push(
        <path
          key={child.node}
          d={`M${x} ${y}H${childX}V${childY}`}
          style={{ stroke: own ?? 'var(--muted)' }}
          vector-effect="non-scaling-stroke"
        />,
      )
      draw(child)
    }
  }
  draw(root)
  return (
    <div class="tree">
      <div class="branches">
        <svg
          ref={place}
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`Tree of ${tree.leaves.length} ${noun}s, cut into ${groups} groups`}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId)
            setDragged(heightAt(event))
          }}
          onPointerMove={drag}
          onPointerUp={drop}
          onPointerCancel={() => setDragged(undefined)}
        >
          {levels.map(({ percent, y }) => (
            <line key={percent} class="level" x1={0} x2={WIDTH} y1={y} y2={y} vector-effect="non-scaling-stroke" />
          ))}
          {lines}
          <line class="cut" x1={0} x2={WIDTH} y1={down(cut)} y2={down(cut)} vector-effect="non-scaling-stroke" />
        </svg>
        <ul class="levels small muted" aria-hidden="true">
          {levels.map(({ percent, y }) => (
            <li key={percent} style={{ top: `${(100 * y) / HEIGHT}%` }}>
              {percent} %
            </li>
          ))}
        </ul>
      </div>
      <ul class="tips" style={{ gridTemplateColumns: `repeat(${tips.length}, minmax(0, 1fr))` }}>
        {tips.map(({ node, size }) => {
          const row = rowOfNode(node)
          return (
            <li key={node} title={size > 1 ? `${size} ${noun}s like ${shapes.ids[row]}` : shapes.ids[row]}>
              <Thumbnail picture={shapes.pictures[row] ?? ''} name={shapes.ids[row] ?? ''} />
              {size > 1 && <span class="small muted">{size}</span>}
            </li>
          )
        })}
      </ul>
    </div>
  )
}

/**
 * Converts between heights and pixels from the top, from the highest merge to a little below the lowest one that is
 * drawn or can be cut.
 */
function scaleOf(root: Branch, lowestCut: number) {
  const lowest = (branch: Branch): number => Math.min(branch.height, ...branch.children.filter(isOpen).map(lowest))
  const bottom = (0.98 * Math.min(lowest(root), lowestCut)) ** POWER
  const range = Math.max(root.height ** POWER - bottom, Number.MIN_VALUE)
  return {
    down: (height: number) => TOP + (HEIGHT - TOP) * Math.min(1, 1 - (height ** POWER - bottom) / range),
    up: (y: number) => (bottom + range * Math.max(0, Math.min(1, 1 - (y - TOP) / (HEIGHT - TOP)))) ** (1 / POWER),
  }
}

const isOpen = ({ children }: Branch): boolean => children.length > 0

/** The likenesses that are in the drawing and have room for their labels. @param place px from the top */
function levelsOf(place: (percent: number) => number): { percent: number; y: number }[] {
  const levels: { percent: number; y: number }[] = []
  for (const percent of LIKENESSES) {
    const y = place(percent)
    if (y >= 0 && y < HEIGHT && levels.every((other) => Math.abs(other.y - y) >= LEVEL_ROOM))
      levels.push({ percent, y })
  }
  return levels
}

/** Row of the first shape below each drawn node. */
function rowsOfNodes(tree: Dendrogram, root: Branch, ids: readonly string[]): Map<number, number> {
  const nodes = new Map<string, number[]>()
  const collect = ({ node, children }: Branch) => {
    const leaf = tree.leaves[firstLeaf(tree, node)]
    nodes.set(leaf, [...(nodes.get(leaf) ?? []), node])
    children.forEach(collect)
  }
  collect(root)
  const rows = new Map<number, number>()
  ids.forEach((id, row) => nodes.get(id)?.forEach((node) => rows.set(node, row)))
  return rows
}
