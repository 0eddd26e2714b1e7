import { useMemo, useState } from 'preact/hooks'
import type { RunShapes } from '../../shared/schema/runShapes.js'
import { colorOfGroup, mainClasses, nameOfGroup } from '../shapes/coloring.js'
import { Choice } from '../parts/Choice.js'
import { Link } from '../parts/Link.js'
import { SearchField } from '../parts/SearchField.js'
import { Thumbnail } from '../parts/Thumbnail.js'
import { WithShapes } from '../parts/WithShapes.js'
import { counted } from '../parts/words.js'
import type { DoneRun } from '../state/doneRun.js'
import { keepSettings, route } from '../state/route.js'
import { nameGroup } from '../state/runShapes.js'

/** How families are put in order. */
const ORDERS = {
  size: 'the largest first',
  tightness: 'the tightest first',
  loose: 'the loosest first',
  name: 'by name',
} as const
type Order = keyof typeof ORDERS

/** Members shown of each family before all are asked for. */
const SHOWN = 36

/** The groups of a run as walls of pictures: the most typical first, what stands out marked. */
export const FamiliesView = ({ run }: { readonly run: DoneRun }) => (
  <WithShapes run={run}>
    {(shapes, isCutAnew) => <Families id={run.id} shapes={shapes} isCutAnew={isCutAnew} />}
  </WithShapes>
)

interface FamiliesProps {
  readonly id: string
  readonly shapes: RunShapes
  /** Then groups have no names to keep. */
  readonly isCutAnew: boolean
}

function Families({ id, shapes, isCutAnew }: FamiliesProps) {
  const { settings } = route.value
  const asked = settings.get('sort') ?? 'size'
  const order: Order = asked in ORDERS ? (asked as Order) : 'size'
  const [search, only] = [settings.get('find') ?? '', settings.get('only') ?? '']
  const members = useMemo(() => membersOf(shapes), [shapes])
  const odd = useMemo(() => new Set(shapes.odd), [shapes])
  const wanted = search.trim().toLowerCase()
  const isShown = (row: number) =>
    (wanted === '' || `${shapes.ids[row]} ${shapes.classes[row]}`.toLowerCase().includes(wanted)) &&
    (only !== 'odd' || odd.has(row))
  const families = sortGroups(shapes, order).flatMap((group) => {
    const rows = members[group].filter(isShown)
    return rows.length > 0 ? [{ group, rows }] : []
  })
  return (
    <>
      <div class="tools">
        <Choice label="Order" value={order} titles={ORDERS} onChange={(sort) => keepSettings({ sort })} />
        <SearchField label="Filter by name" />
        <label class="check">
          <input
            type="checkbox"
            checked={only === 'odd'}
            onChange={(event) => keepSettings({ only: event.currentTarget.checked ? 'odd' : '' })}
          />
          Only what stands out ({shapes.odd.length})
        </label>
      </div>
      {families.length === 0 && (
        <section class="card empty">
          <p>No shape is left by the filter.</p>
          <button onClick={() => keepSettings({ find: '', only: '' })}>Show all</button>
        </section>
      )}
      {families.map(({ group, rows }) => (
        <FamilyCard key={group} id={id} shapes={shapes} group={group} rows={rows} odd={odd} isCutAnew={isCutAnew} />
      ))}
    </>
  )
}

interface FamilyCardProps extends FamiliesProps {
  readonly group: number
  readonly rows: readonly number[]
  readonly odd: ReadonlySet<number>
}

function FamilyCard({ id, shapes, isCutAnew, group, rows, odd }: FamilyCardProps) {
  const [isWhole, setWhole] = useState(false)
  const { size, tightness } = shapes.named[group]
  const main = mainClasses(shapes)[group]
  const ofMain = rows.filter((row) => shapes.classes[row] === main).length
  return (
    <section class="card" aria-label={nameOfGroup(shapes, group)}>
      <header>
        <FamilyName id={id} shapes={shapes} isCutAnew={isCutAnew} group={group} />
        <span class="small muted">
          {counted(size, 'shape')}, {Math.round(tightness)} % alike
          {main && `, ${ofMain} of class ${main}`}
        </span>
      </header>
      <ul class="wall">
        {(isWhole ? rows : rows.slice(0, SHOWN)).map((row) => (
          <li key={row}>
            <Link
              class={odd.has(row) ? 'thumbnail odd' : 'thumbnail'}
              to={`/runs/${id}/shapes/${encodeURIComponent(shapes.ids[row])}`}
              title={`${shapes.ids[row]}, ${Math.round(shapes.likeness[row])} %${odd.has(row) ? ', stands out' : ''}`}
            >
              <Thumbnail picture={shapes.pictures[row]} name={shapes.ids[row]} />
              {row === shapes.named[group].typical && <span class="tag">typical</span>}
              {odd.has(row) && <span class="tag">odd</span>}
            </Link>
          </li>
        ))}
      </ul>
      {rows.length > SHOWN && (
        <div class="actions">
          <button class="quiet" onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Show fewer' : `Show all ${rows.length}`}
          </button>
        </div>
      )}
    </section>
  )
}

/** The family's name, to be changed in place; the server keeps it. */
function FamilyName({ id, shapes, isCutAnew, group }: FamiliesProps & { readonly group: number }) {
  const [draft, setDraft] = useState<string>()
  const [message, setMessage] = useState('')
  const name = nameOfGroup(shapes, group)
  const save = (event: SubmitEvent) => {
    event.preventDefault()
    nameGroup(id, group, draft ?? '').then(
      () => {
        setDraft(undefined)
        setMessage('')
      },
      (error: Error) => setMessage(error.message),
    )
  }
  if (draft === undefined)
    return (
      <h2>
        <i class="dot" style={{ background: colorOfGroup(group) }} />
        {name}{' '}
        {!isCutAnew && (
          <button class="quiet small" aria-label={`Rename ${name}`} onClick={() => setDraft(shapes.named[group].name)}>
            Rename
          </button>
        )}
      </h2>
    )
  return (
    <form class="rename" onSubmit={save}>
      <input
        type="text"
        aria-label={`Name of ${name}`}
        placeholder={name}
        maxLength={64}
        value={draft}
        ref={(input) => input?.focus()}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && setDraft(undefined)}
      />
      <button class="primary">Save</button>
      <span class="message" role="alert">
        {message}
      </span>
    </form>
  )
}

/** Rows of each group, the most typical first. */
function membersOf(shapes: RunShapes): number[][] {
  const members: number[][] = shapes.named.map(() => [])
  shapes.groups.forEach((group, row) => members[group]?.push(row))
  return members.map((rows, group) => {
    const { typical } = shapes.named[group]
    return rows.sort((a, b) => Number(b === typical) - Number(a === typical) || shapes.likeness[b] - shapes.likeness[a])
  })
}

function sortGroups(shapes: RunShapes, order: Order): number[] {
  const { named } = shapes
  const by: Record<Order, (a: number, b: number) => number> = {
    size: (a, b) => named[b].size - named[a].size,
    tightness: (a, b) => named[b].tightness - named[a].tightness,
    loose: (a, b) => named[a].tightness - named[b].tightness,
    name: (a, b) => nameOfGroup(shapes, a).localeCompare(nameOfGroup(shapes, b), 'en', { numeric: true }),
  }
  return [...named.keys()].sort((a, b) => by[order](a, b) || a - b)
}
