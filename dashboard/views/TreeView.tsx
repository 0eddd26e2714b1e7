import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { ShownShapes, ShownTree } from '../../shared/schema/shownShapes.js'
import { call } from '../api/call.js'
import { readColumns } from '../api/readColumns.js'
import { Link } from '../parts/Link.js'
import { SaveButtons } from '../parts/SaveButtons.js'
import { WithShapes } from '../parts/WithShapes.js'
import { counted } from '../../shared/counted.js'
import { colorOfGroup, mainClasses, nameOfGroup } from '../shapes/coloring.js'
import { keepSettings } from '../state/route.js'
import { saveExport } from '../state/saveExport.js'
import { tabAddress, type Subject } from '../state/subject.js'
import { useAnswer } from '../state/useAnswer.js'
import { mostGroups } from '../tree/mostGroups.js'
import { TreePicture } from '../tree/TreePicture.js'

/** Room for the picture at an end of the tree, px, and the fewest ends that still show the tree's form. */
const END_WIDTH = 26
const FEWEST_ENDS = 8

/** The dendrogram of a subject with a line to cut it: groups, colors, map and families change with it. */
export const TreeView = ({ subject }: { readonly subject: Subject }) => (
  <WithShapes subject={subject}>{(shapes) => <Tree subject={subject} shapes={shapes} />}</WithShapes>
)

function Tree({ subject, shapes }: { readonly subject: Subject; readonly shapes: ShownShapes }) {
  const { answer: tree, error } = useAnswer(() => readTree(subject), [subject.api, subject.version])
  const [draft, setDraft] = useState<number>()
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(1000)
  useEffect(() => {
    const element = place.current
    if (element === null) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const groups = shapes.named.length
  const ends = Math.max(FEWEST_ENDS, Math.floor(width / END_WIDTH))
  const [first] = useState(groups)
  const most = mostGroups(first, groups, tree?.leaves.length ?? 2)
  const cut = (wanted: number) => {
    setDraft(undefined)
    keepSettings({ groups: wanted === subject.made ? '' : String(wanted), only: '' })
  }
  const main = useMemo(() => mainClasses(shapes), [shapes])
  if (tree?.leaves.length === 1)
    return (
      <section class="card empty">
        <h2>No tree</h2>
        <p>A tree joins what is alike, and there is nothing to join one {subject.noun} with.</p>
      </section>
    )
  return (
    <section class="card" aria-labelledby="tree">
      <header>
        <h2 id="tree">Tree</h2>
        <span class="small muted">{tree && treeWords(tree, shapes, subject)}</span>
      </header>
      <label class="inline cut-slider">
        Groups
        <input
          type="range"
          min={2}
          max={most}
          value={draft ?? groups}
          onInput={(event) => setDraft(event.currentTarget.valueAsNumber)}
          onChange={(event) => cut(event.currentTarget.valueAsNumber)}
        />
        <output class="number">{draft ?? groups}</output>
      </label>
      <div ref={place}>
        {tree && (
          <TreePicture
            tree={tree}
            shapes={shapes}
            groups={draft ?? groups}
            most={most}
            ends={ends}
            onDrag={setDraft}
            onCut={cut}
            noun={subject.noun}
          />
        )}
        {error && <p class="message">{error.message}</p>}
      </div>
      <SaveButtons label="the tree" save={(format) => saveExport(subject, `tree.${format}`)} />
      <p class="small muted">
        Drag the line, or the slider: <Link to={tabAddress(subject, 'map')}>map</Link> and{' '}
        <Link to={tabAddress(subject, 'families')}>families</Link> are then cut the same way.
      </p>
      {groups > ends ? (
        <p class="small muted">
          There is room for {ends} branches: a gray one holds several of the {groups.toLocaleString('en')} groups.{' '}
          <button class="quiet small" onClick={() => cut(ends)}>
            Cut into {ends} groups
          </button>
        </p>
      ) : (
        <ul class="legend">
          {shapes.named.map(({ size }, group) => (
            <li key={group}>
              <i class="dot" style={{ background: colorOfGroup(group) }} />
              {nameOfGroup(shapes, group)}: {size}
              {subject.kind === 'run' && main[group] && ` (${main[group]})`}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** How many leaves the tree has, and where the other shapes are. */
function treeWords(tree: ShownTree, shapes: ShownShapes, { kind, noun }: Subject): string {
  const leaves = tree.leaves.length
  if (leaves === shapes.ids.length) return `of ${counted(leaves, noun)}`
  return kind === 'scene'
    ? `of ${counted(leaves, 'different mesh', 'different meshes')}`
    : `of ${counted(leaves, noun)}; the others join the nearest group`
}

/** Reads the tree. @throws CallError */
const readTree = async ({ api }: Subject): Promise<ShownTree> => readColumns(await call(`${api}/tree`))
