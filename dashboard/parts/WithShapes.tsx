import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import type { RunShapes } from '../../shared/schema/runShapes.js'
import { readShapes, shapesOf } from '../state/runShapes.js'

interface WithShapesProps {
  /** Of the run. */
  readonly id: string
  readonly children: (shapes: RunShapes) => ComponentChildren
}

/** Fetches the shapes of a run, then shows what is made of them. */
export function WithShapes({ id, children }: WithShapesProps) {
  const [message, setMessage] = useState('')
  useEffect(() => void readShapes(id).catch((error: Error) => setMessage(error.message)), [id])
  const shapes = shapesOf(id)
  if (shapes) return <>{children(shapes)}</>
  return (
    <section class="card empty" role="status">
      {message || 'Reading the shapes …'}
    </section>
  )
}
