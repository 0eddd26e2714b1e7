import { untracked } from '@preact/signals'
import { memo } from 'preact/compat'
import { useState } from 'preact/hooks'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { shapeAddress, type Subject } from '../state/subject.js'
import { Link } from './Link.js'
import { ShapeMenu } from './ShapeMenu.js'
import { Thumbnail } from './Thumbnail.js'

interface FamilyTileProps {
  readonly subject: Subject
  readonly shapes: ShownShapes
  readonly row: number
  /** Number of others that look exactly the same. */
  readonly copies: number
  readonly isOdd: boolean
  /** Whether a person said something about it. */
  readonly isTold: boolean
}

/**
 * The picture of a shape on a wall, with its marks, and a button that opens a menu of what can be said about it. There may
 * be thousands: one is drawn again only when one of its properties is another, and the menu is made when it is opened.
 */
export const FamilyTile = memo(function FamilyTile({ subject, shapes, row, copies, isOdd, isTold }: FamilyTileProps) {
  const [isOpen, setOpen] = useState(false)
  const id = shapes.ids[row]
  const { typical, size } = shapes.named[shapes.groups[row]]
  // A tile that followed the address would be drawn again whenever a letter is typed into the filter. The cut in the
  // address is that of the shapes.
  const address = untracked(() => shapeAddress(subject, id))
  const words = [`${Math.round(shapes.likeness[row])} %`, isOdd ? 'stands out' : '', isTold ? 'as you said' : '']
  return (
    <li>
      <Link
        class={isOdd ? 'thumbnail odd' : 'thumbnail'}
        to={address}
        title={[id, ...words].filter(Boolean).join(', ')}
      >
        <Thumbnail picture={shapes.pictures[row]} name={id} />
        {row === typical && size > 1 && <span class="tag">typical</span>}
        {isOdd && <span class="tag">odd</span>}
        {copies > 0 && <span class="tag count">×{copies + 1}</span>}
      </Link>
      <button class="open-menu" aria-label={`Family of ${id}`} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        ⋯
      </button>
      {isOpen && <ShapeMenu {...{ subject, shapes, row, isTold }} onClose={() => setOpen(false)} />}
    </li>
  )
})
