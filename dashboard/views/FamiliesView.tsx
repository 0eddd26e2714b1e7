import { useMemo, useState } from 'preact/hooks'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { Choice } from '../parts/Choice.js'
import { Link } from '../parts/Link.js'
import { SearchField } from '../parts/SearchField.js'
import { ShapeMenu } from '../parts/ShapeMenu.js'
import { Thumbnail } from '../parts/Thumbnail.js'
import { WithShapes } from '../parts/WithShapes.js'
import { counted } from '../parts/words.js'
import { colorOfGroup, mainClasses, nameOfGroup } from '../shapes/coloring.js'
import { membersOf, ORDERS, sortGroups, tilesOf, toldShapes, type Order } from '../shapes/families.js'
import { keepSettings, route } from '../state/route.js'
import { nameGroup } from '../state/shownShapes.js'
import { shapeAddress, type Subject } from '../state/subject.js'

/** Members shown of each family before all are asked for. */
const SHOWN = 36
/** Families shown before more are asked for. */
const SHOWN_FAMILIES = 40

/** The groups of a subject as walls of pictures: the most typical first, what stands out marked. */
export const FamiliesView = ({ subject }: { readonly subject: Subject }) => (
  <WithShapes subject={subject}>{(shapes) => <Families subject={subject} shapes={shapes} />}</WithShapes>
)

interface FamiliesProps {
  readonly subject: Subject
  readonly shapes: ShownShapes
}

function Families({ subject, shapes }: FamiliesProps) {
  const { settings } = route.value
  const asked = settings.get('sort') ?? 'size'
  const order: Order = asked in ORDERS ? (asked as Order) : 'size'
  const [search, only] = [settings.get('find') ?? '', settings.get('only') ?? '']
  const members = useMemo(() => membersOf(shapes), [shapes])
  const odd = useMemo(() => new Set(shapes.odd), [shapes])
  const told = useMemo(() => toldShapes(shapes), [shapes])
  const [most, setMost] = useState(SHOWN_FAMILIES)
  const wanted = search.trim().toLowerCase()
  const isShown = (row: number) =>
    (wanted === '' || `${shapes.ids[row]} ${shapes.classes[row]}`.toLowerCase().includes(wanted)) &&
    (only !== 'odd' || odd.has(row))
  const families = sortGroups(shapes, order).flatMap((group) => {
    const rows = members[group].filter(isShown)
    return rows.length > 0 ? [{ group, rows }] : []
  })
  const several = families.filter(({ group }) => shapes.named[group].size > 1)
  const alone = families.filter(({ group }) => shapes.named[group].size === 1)
  const marks: Marks = { odd, told }
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
        {told.size > 0 && <span class="small muted">as you said of {counted(told.size, subject.noun)}</span>}
      </div>
      {families.length === 0 && (
        <section class="card empty">
          <p>No {subject.noun} is left by the filter.</p>
          <button onClick={() => keepSettings({ find: '', only: '' })}>Show all</button>
        </section>
      )}
      {several.slice(0, most).map(({ group, rows }) => (
        <FamilyCard key={group} group={group} rows={rows} marks={marks} {...{ subject, shapes }} />
      ))}
      {several.length > most && (
        <div class="actions">
          <button onClick={() => setMost(most + SHOWN_FAMILIES)}>
            Show more families: {several.length - most} are left
          </button>
        </div>
      )}
      {alone.length > 0 && several.length <= most && (
        <section class="card" aria-labelledby="alone">
          <header>
            <h2 id="alone">Alone</h2>
            <span class="small muted">{counted(alone.length, subject.noun)} like no other</span>
          </header>
          <Wall rows={alone.flatMap(({ rows }) => rows)} marks={marks} {...{ subject, shapes }} />
        </section>
      )}
    </>
  )
}

/** What is known of single rows. */
interface Marks {
  readonly odd: ReadonlySet<number>
  /** Ids of which a person said something. */
  readonly told: ReadonlySet<string>
}

interface WallProps extends FamiliesProps {
  readonly rows: readonly number[]
  readonly marks: Marks
}

function FamilyCard({ subject, shapes, group, rows, marks }: WallProps & { readonly group: number }) {
  const { size, tightness } = shapes.named[group]
  const main = mainClasses(shapes)[group]
  const ofMain = rows.filter((row) => shapes.classes[row] === main).length
  return (
    <section class="card" aria-label={nameOfGroup(shapes, group)}>
      <header>
        <FamilyName subject={subject} shapes={shapes} group={group} />
        <span class="small muted">
          {counted(size, subject.noun)}, {Math.round(tightness)} % alike
          {main && `, ${ofMain} ${WHERE[subject.kind]} ${main}`}
        </span>
      </header>
      <Wall {...{ subject, shapes, rows, marks }} />
    </section>
  )
}

/** What a class is. */
const WHERE = { run: 'of class', scene: 'in', library: 'in' } as const

function Wall({ subject, shapes, rows, marks: { odd, told } }: WallProps) {
  const [isWhole, setWhole] = useState(false)
  const tiles = tilesOf(shapes, rows)
  return (
    <>
      <ul class="wall">
        {(isWhole ? tiles : tiles.slice(0, SHOWN)).map(({ row, copies }) => {
          const [id, isOdd, isTold] = [shapes.ids[row], odd.has(row), told.has(shapes.ids[row])]
          const words = [
            `${Math.round(shapes.likeness[row])} %`,
            isOdd ? 'stands out' : '',
            isTold ? 'as you said' : '',
          ]
          return (
            <li key={row}>
              <Link
                class={isOdd ? 'thumbnail odd' : 'thumbnail'}
                to={shapeAddress(subject, id)}
                title={[id, ...words].filter(Boolean).join(', ')}
              >
                <Thumbnail picture={shapes.pictures[row]} name={id} />
                {row === shapes.named[shapes.groups[row]].typical && shapes.named[shapes.groups[row]].size > 1 && (
                  <span class="tag">typical</span>
                )}
                {isOdd && <span class="tag">odd</span>}
                {copies > 0 && <span class="tag count">×{copies + 1}</span>}
              </Link>
              <ShapeMenu {...{ subject, shapes, row, isTold }} />
            </li>
          )
        })}
      </ul>
      {tiles.length > SHOWN && (
        <div class="actions">
          <button class="quiet" onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Show fewer' : `Show all ${tiles.length}`}
          </button>
        </div>
      )}
    </>
  )
}

/** The family's name, to be changed in place; the server keeps it. */
function FamilyName({ subject, shapes, group }: FamiliesProps & { readonly group: number }) {
  const [draft, setDraft] = useState<string>()
  const [message, setMessage] = useState('')
  const name = nameOfGroup(shapes, group)
  const save = (event: SubmitEvent) => {
    event.preventDefault()
    nameGroup(subject, route.value.settings.get('groups') ?? '', group, draft ?? '').then(
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
        <button class="quiet small" aria-label={`Rename ${name}`} onClick={() => setDraft(shapes.named[group].name)}>
          Rename
        </button>
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
