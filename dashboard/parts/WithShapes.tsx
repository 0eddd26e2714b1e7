import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { keepSettings } from '../state/route.js'
import { readShapes, shapesOf } from '../state/shownShapes.js'
import { cutOfAddress, type Subject } from '../state/subject.js'

interface WithShapesProps {
  readonly subject: Subject
  readonly children: (shapes: ShownShapes) => ComponentChildren
}

/** Fetches the shapes of a subject, cut as the address says, and shows the children made of them. */
export function WithShapes({ subject, children }: WithShapesProps) {
  const groups = cutOfAddress()
  const [message, setMessage] = useState('')
  const [last, setLast] = useState<ShownShapes>()
  useEffect(() => {
    setMessage('')
    void readShapes(subject, groups).catch((error: Error) => setMessage(error.message))
  }, [subject.api, subject.version, groups])
  const shapes = shapesOf(subject, groups)
  useEffect(() => {
    if (shapes) setLast(shapes)
  }, [shapes])
  // While a new cut is fetched, the old one stays visible.
  const shown = shapes ?? (message === '' ? last : undefined)
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
          {message || `Reading the ${subject.noun}s …`}
        </section>
      )}
    </>
  )
}
