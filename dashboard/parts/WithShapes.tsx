import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { keepSettings } from '../state/route.js'
import { readShapes, shapesOf } from '../state/shownShapes.js'
import { cutOfAddress, type Subject } from '../state/subject.js'
import { useAnswer } from '../state/useAnswer.js'

interface WithShapesProps {
  readonly subject: Subject
  readonly children: (shapes: ShownShapes) => ComponentChildren
}

/** Fetches the shapes of a subject, cut as the address says, and shows the children made of them. */
export function WithShapes({ subject, children }: WithShapesProps) {
  const groups = cutOfAddress()
  const { error } = useAnswer(() => readShapes(subject, groups), [subject.api, subject.version, groups])
  const [last, setLast] = useState<ShownShapes>()
  const shapes = shapesOf(subject, groups)
  useEffect(() => {
    if (shapes) setLast(shapes)
  }, [shapes])
  // While a new cut is fetched, the old one stays visible.
  const shown = shapes ?? (error ? undefined : last)
  return (
    <>
      {groups !== '' && (
        <p class="notice small" role="status">
          Cut anew into {groups} {groups === '1' ? 'group' : 'groups'}
          {subject.made === undefined ? '.' : `; the ${subject.kind} made ${subject.made}.`}
          <button class="quiet" onClick={() => keepSettings({ groups: '', only: '' })}>
            Back to its own
          </button>
        </p>
      )}
      {shown ? (
        children(shown)
      ) : (
        <section class="card empty" role="status">
          {error?.message ?? `Reading the ${subject.noun}s …`}
        </section>
      )}
    </>
  )
}
