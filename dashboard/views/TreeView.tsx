import { useEffect, useRef, useState } from 'preact/hooks'
import type { RunShapes } from '../../shared/schema/runShapes.js'
import { call, getJson } from '../api/call.js'
import { Link } from '../parts/Link.js'
import { WithShapes } from '../parts/WithShapes.js'
import { counted } from '../parts/words.js'
import { colorOfGroup, mainClasses } from '../shapes/coloring.js'
import type { DoneRun } from '../state/doneRun.js'
import { keepSettings } from '../state/route.js'
import { parseDendrogram, type Dendrogram } from '../tree/dendrogram.js'
import { TreePicture } from '../tree/TreePicture.js'

/** More groups than this are no families any more. */
const MOST_GROUPS = 64
/** Room for the picture at an end of the tree, px, and the fewest ends that show its form. */
const END_WIDTH = 26
const FEWEST_ENDS = 8

/** The dendrogram of a run with a line to cut it by: groups, colors, map and families follow. */
export const TreeView = ({ run }: { readonly run: DoneRun }) => (
  <WithShapes run={run}>{(shapes) => <Tree run={run} shapes={shapes} />}</WithShapes>
)

function Tree({ run: { id, request }, shapes }: { readonly run: DoneRun; readonly shapes: RunShapes }) {
  const [tree, setTree] = useState<Dendrogram>()
  const [message, setMessage] = useState('')
  const [draft, setDraft] = useState<number>()
  const place = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(1000)
  useEffect(() => {
    readTree(id, request.colors === 'raw' ? 'shapes' : 'embedding').then(setTree, (error: Error) =>
      setMessage(error.message),
    )
  }, [id])
  useEffect(() => {
    const element = place.current
    if (element === null) return
    const observer = new ResizeObserver(() => setWidth(element.clientWidth))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const groups = shapes.named.length
  const most = Math.min(MOST_GROUPS, tree?.leaves.length ?? 2)
  const cut = (wanted: number) => {
    setDraft(undefined)
    keepSettings({ groups: wanted === request.groups ? '' : String(wanted), only: '' })
  }
  const main = mainClasses(shapes)
  return (
    <section class="card" aria-labelledby="tree">
      <header>
        <h2 id="tree">Tree</h2>
        <span class="small muted">
          {tree && `of ${counted(tree.leaves.length, 'shape')}; the others join the nearest group`}
        </span>
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
            ends={Math.max(FEWEST_ENDS, Math.floor(width / END_WIDTH))}
            onDrag={setDraft}
            onCut={cut}
          />
        )}
        {message !== '' && <p class="message">{message}</p>}
      </div>
      <p class="small muted">
        Drag the line, or the slider: <Link to={addressOf(id, 'map')}>map</Link> and{' '}
        <Link to={addressOf(id, 'families')}>families</Link> are then cut the same way.
      </p>
      <ul class="legend">
        {shapes.named.map(({ size }, group) => (
          <li key={group}>
            <i class="dot" style={{ background: colorOfGroup(group) }} />
            {shapes.named[group].name || `Group ${group}`}: {size}
            {main[group] && ` (${main[group]})`}
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Another view of the run with the same cut. */
const addressOf = (id: string, tab: string): string => `/runs/${id}/${tab}${location.search}`

/** @throws CallError */
async function readTree(id: string, name: string): Promise<Dendrogram> {
  const files = `/api/runs/${id}/files/${name}.tree`
  const [table, { leaves }] = await Promise.all([
    call(`${files}.tsv`).then((response) => response.text()),
    getJson<{ leaves: string[] }>(`${files}.json`),
  ])
  return parseDendrogram(table, leaves)
}
