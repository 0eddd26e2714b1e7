import { useMemo } from 'preact/hooks'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { Choice } from '../parts/Choice.js'
import { FamilyCard } from '../parts/FamilyCard.js'
import { FamilyWall } from '../parts/FamilyWall.js'
import { SaveButtons } from '../parts/SaveButtons.js'
import { SearchField } from '../parts/SearchField.js'
import { useGrowing } from '../parts/useGrowing.js'
import { WithShapes } from '../parts/WithShapes.js'
import { counted } from '../../shared/counted.js'
import { mainClasses } from '../shapes/coloring.js'
import { membersOf, ORDERS, sortGroups, toldShapes, type Marks, type Order } from '../shapes/families.js'
import { nameFinder } from '../shapes/nameFinder.js'
import { keepSettings, route } from '../state/route.js'
import { saveExport } from '../state/saveExport.js'
import { cutOfAddress, type Subject } from '../state/subject.js'

/** Families that are added at a time: two with 36 pictures each kept the page from reacting for 60 ms. */
const SHOWN = 1

/** The groups of a subject as walls of pictures, the most typical first, with marks on what stands out. */
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
  const odd = useMemo(() => new Set(shapes.odd), [shapes])
  const told = useMemo(() => toldShapes(shapes), [shapes])
  const main = useMemo(() => mainClasses(shapes), [shapes])
  const members = useMemo(() => {
    const isNamed = nameFinder(shapes, search)
    return membersOf(shapes, (row) => (only !== 'odd' || odd.has(row)) && isNamed(row))
  }, [shapes, search, only])
  const { several, alone } = useMemo(() => {
    const families = sortGroups(shapes, order).filter((group) => members[group].length > 0)
    return {
      several: families
        .filter((group) => shapes.named[group].size > 1)
        .map((group) => ({ group, rows: members[group] })),
      alone: families.filter((group) => shapes.named[group].size === 1).flatMap((group) => members[group]),
    }
  }, [members, order])
  // The list is identified without its families, because these change with every statement about a shape, and the list
  // would jump.
  const chosen = [subject.page, cutOfAddress(), order, only, search].join(' ')
  const [shown, end] = useGrowing(several.length, SHOWN, chosen)
  const marks: Marks = useMemo(() => ({ odd, told }), [odd, told])
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
          Only what stands out ({shapes.odd.length.toLocaleString('en')})
        </label>
        <SaveButtons label="the families" save={(format) => saveExport(subject, `families.${format}`)} />
        {told.size > 0 && <span class="small muted">as you said of {counted(told.size, subject.noun)}</span>}
      </div>
      {several.length + alone.length === 0 && (
        <section class="card empty">
          <p>No {subject.noun} is left by the filter.</p>
          <button onClick={() => keepSettings({ find: '', only: '' })}>Show all</button>
        </section>
      )}
      {several.slice(0, shown).map(({ group, rows }) => (
        <FamilyCard key={group} {...{ subject, shapes, group, rows, marks }} main={main[group]} />
      ))}
      {shown < several.length ? (
        <div ref={end} class="small muted" role="status">
          {counted(several.length - shown, 'more family', 'more families')} below
        </div>
      ) : (
        alone.length > 0 && (
          <section class="card" aria-labelledby="alone">
            <header>
              <h2 id="alone">Alone</h2>
              <span class="small muted">{counted(alone.length, subject.noun)} like no other</span>
            </header>
            <FamilyWall rows={alone} {...{ subject, shapes, marks }} />
          </section>
        )
      )}
    </>
  )
}
