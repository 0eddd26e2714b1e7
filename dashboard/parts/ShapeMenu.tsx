import { useEffect, useRef, useState } from 'preact/hooks'
import type { SaidOfShape, ShownShapes } from '../../shared/schema/shownShapes.js'
import { nameOfGroup } from '../shapes/coloring.js'
import { sayOfShape } from '../state/shownShapes.js'
import { cutOfAddress, type Subject } from '../state/subject.js'

/** Where a note is stored, for people. */
const NOTED: Record<ShownShapes['notedIn'], string> = {
  server: '',
  file: 'It is kept in the file that Blender has open.',
  nextFile: 'It is kept here until Blender opens the file, which takes it over.',
}

interface ShapeMenuProps {
  readonly subject: Subject
  readonly shapes: ShownShapes
  readonly row: number
  /** Whether a person said something about it before. */
  readonly isTold: boolean
  /** Called when something was said, on Escape, and on a press outside of the tile that it belongs to. */
  readonly onClose: () => void
}

/** A menu of what can be said about a shape. The groups change at once, and every later grouping respects it. */
export function ShapeMenu({ subject, shapes, row, isTold, onClose }: ShapeMenuProps) {
  const [message, setMessage] = useState('')
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const close = (event: Event) => {
      const isInside = event.target instanceof Node && place.current?.parentElement?.contains(event.target)
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !isInside) onClose()
    }
    document.addEventListener('pointerdown', close)
    document.addEventListener('keydown', close)
    return () => {
      document.removeEventListener('pointerdown', close)
      document.removeEventListener('keydown', close)
    }
  }, [])
  const shape = shapes.ids[row]
  const own = shapes.groups[row]
  const say = (said: SaidOfShape) =>
    sayOfShape(subject, cutOfAddress(), said).then(onClose, (error: Error) => setMessage(error.message))
  return (
    <div class="menu" ref={place} role="group" aria-label={`Say of ${shape}`}>
      <p class="small">
        <strong>{shape}</strong>
      </p>
      {shapes.named[own].size > 1 && (
        <button class="quiet" onClick={() => void say({ say: 'apart', shape })}>
          Not of this family
        </button>
      )}
      <label class="small">
        Belongs with
        <select
          value=""
          onChange={({ currentTarget: { value } }) =>
            void say({ say: 'together', shape, with: shapes.ids[shapes.named[Number(value)].typical] })
          }
        >
          <option value="" disabled>
            choose a family
          </option>
          {shapes.named.map((_, group) =>
            group === own ? null : (
              <option key={group} value={group}>
                {nameOfGroup(shapes, group)}
              </option>
            ),
          )}
        </select>
      </label>
      {isTold && (
        <button class="quiet" onClick={() => void say({ say: 'forget', shape })}>
          Forget what was said
        </button>
      )}
      {NOTED[shapes.notedIn] !== '' && <p class="muted small">{NOTED[shapes.notedIn]}</p>}
      <p class="message small" role="alert">
        {message}
      </p>
    </div>
  )
}
