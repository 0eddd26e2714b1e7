import { memo } from 'preact/compat'
import { useMemo, useState } from 'preact/hooks'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { colorOfGroup, nameOfGroup } from '../shapes/coloring.js'
import { byTypicality, type Marks } from '../shapes/families.js'
import { nameGroup } from '../state/shownShapes.js'
import { cutOfAddress, type Subject } from '../state/subject.js'
import { FamilyWall } from './FamilyWall.js'
import { counted } from '../../shared/counted.js'

interface FamilyNameProps {
  readonly subject: Subject
  readonly shapes: ShownShapes
  readonly group: number
}

interface FamilyCardProps extends FamilyNameProps {
  /** Its members that pass the filter. */
  readonly rows: readonly number[]
  /** The class of most of its members; '' = none. */
  readonly main: string
  readonly marks: Marks
}

/** Words for the class of a shape, by the kind of subject. */
const WHERE = { run: 'of class', scene: 'in', library: 'in' } as const

/**
 * A family: its name, facts about it, and its members, the most typical first. It is drawn again only when one of its
 * properties is another, so that a list of families grows at the cost of the new one.
 */
export const FamilyCard = memo(function FamilyCard({ subject, shapes, group, rows, main, marks }: FamilyCardProps) {
  const { size, tightness } = shapes.named[group]
  const sorted = useMemo(() => byTypicality(shapes, group, rows), [shapes, rows])
  const ofMain = useMemo(() => rows.filter((row) => shapes.classes[row] === main).length, [shapes, rows])
  return (
    <section class="card family" aria-label={nameOfGroup(shapes, group)}>
      <header>
        <FamilyName subject={subject} shapes={shapes} group={group} />
        <span class="small muted">
          {counted(size, subject.noun)}, {Math.round(tightness)} % alike
          {main && `, ${ofMain.toLocaleString('en')} ${WHERE[subject.kind]} ${main}`}
        </span>
      </header>
      <FamilyWall {...{ subject, shapes, marks }} rows={sorted} />
    </section>
  )
})

/** The name of a family, which can be edited in place; the server stores it. */
function FamilyName({ subject, shapes, group }: FamilyNameProps) {
  const [draft, setDraft] = useState<string>()
  const [message, setMessage] = useState('')
  const name = nameOfGroup(shapes, group)
  const save = (event: SubmitEvent) => {
    event.preventDefault()
    nameGroup(subject, cutOfAddress(), group, draft ?? '').then(
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
