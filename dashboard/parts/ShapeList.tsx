import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { saveFile } from '../api/saveFile.js'
import { nameOfGroup } from '../shapes/coloring.js'
import { shapeAddress, type Subject } from '../state/subject.js'
import { Link } from './Link.js'
import { Thumbnail } from './Thumbnail.js'
import { counted } from '../../shared/counted.js'

/** Shapes that have room beside a map. */
const SHOWN = 60
/** Groups that are named, the largest first. */
const NAMED = 8

interface ShapeListProps {
  readonly subject: Subject
  readonly shapes: ShownShapes
  readonly rows: readonly number[]
  readonly title: string
  readonly onClear: () => void
  readonly onFocus?: (row: number) => void
}

/** Some shapes of a subject, with their pictures and groups; their names can be saved. */
export function ShapeList({ subject, shapes, rows, title, onClear, onFocus }: ShapeListProps) {
  const counts = new Map<number, number>()
  for (const row of rows) counts.set(shapes.groups[row], (counts.get(shapes.groups[row]) ?? 0) + 1)
  const groups = [...counts].sort((a, b) => b[1] - a[1])
  const save = () => {
    const lines = rows.map((row) => [shapes.ids[row], shapes.classes[row], shapes.groups[row]].join('\t'))
    saveFile('shapes.tsv', new Blob([['id\tclass\tgroup', ...lines].join('\n') + '\n']))
  }
  return (
    <section class="card" aria-labelledby="listed">
      <header>
        <h2 id="listed">
          {title} <span class="muted">{rows.length.toLocaleString('en')}</span>
        </h2>
        <div class="actions">
          <button class="quiet" onClick={save}>
            Save names
          </button>
          <button class="quiet" onClick={onClear}>
            Clear
          </button>
        </div>
      </header>
      <p class="small muted">
        {groups
          .slice(0, NAMED)
          .map(([group, count]) => `${count.toLocaleString('en')} in ${nameOfGroup(shapes, group)}`)
          .join(', ')}
        {groups.length > NAMED && `, and in ${counted(groups.length - NAMED, 'more group')}`}
      </p>
      <ul class="wall small-wall">
        {rows.slice(0, SHOWN).map((row) => (
          <li key={row}>
            <Link
              class="thumbnail"
              to={shapeAddress(subject, shapes.ids[row])}
              title={shapes.ids[row]}
              onFocus={() => onFocus?.(row)}
            >
              <Thumbnail picture={shapes.pictures[row]} name={shapes.ids[row]} />
            </Link>
          </li>
        ))}
      </ul>
      {rows.length > SHOWN && <p class="small muted">and {(rows.length - SHOWN).toLocaleString('en')} more</p>}
    </section>
  )
}
