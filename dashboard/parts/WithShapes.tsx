import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { RunShapes } from '../../shared/schema/runShapes.js'
import type { DoneRun } from '../state/doneRun.js'
import { keepSettings, route } from '../state/route.js'
import { readShapes, shapesOf } from '../state/runShapes.js'

interface WithShapesProps {
  readonly run: DoneRun
  readonly children: (shapes: RunShapes, isCutAnew: boolean) => ComponentChildren
}

/** Fetches the shapes of a run, cut as the address says, then shows what is made of them. */
export function WithShapes({ run: { id, request }, children }: WithShapesProps) {
  const groups = route.value.settings.get('groups') ?? ''
  const [message, setMessage] = useState('')
  const [last, setLast] = useState<RunShapes>()
  useEffect(() => {
    setMessage('')
    void readShapes(id, groups).catch((error: Error) => setMessage(error.message))
  }, [id, groups])
  const shapes = shapesOf(id, groups)
  useEffect(() => {
    if (shapes) setLast(shapes)
  }, [shapes])
  // While a new cut is fetched the old one stays to be seen.
  const shown = shapes ?? (message === '' ? last : undefined)
  return (
    <>
      {groups !== '' && (
        <p class="notice small" role="status">
          Cut anew into {groups} groups; the run made {request.groups}.
          <button class="quiet" onClick={() => keepSettings({ groups: '', only: '' })}>
            Back to its own
          </button>
        </p>
      )}
      {shown ? (
        children(shown, groups !== '')
      ) : (
        <section class="card empty" role="status">
          {message || 'Reading the shapes …'}
        </section>
      )}
    </>
  )
}
