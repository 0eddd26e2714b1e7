import { useMemo, useState } from 'preact/hooks'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { tilesOf, type Marks } from '../shapes/families.js'
import { shapeAddress, type Subject } from '../state/subject.js'
import { Link } from './Link.js'
import { ShapeMenu } from './ShapeMenu.js'
import { Thumbnail } from './Thumbnail.js'
import { useGrowing } from './useGrowing.js'

/** Members that are shown at first, and how many more each time more are asked for. */
const SHOWN = 36

interface FamilyWallProps {
  readonly subject: Subject
  readonly shapes: ShownShapes
  /** Shown in this order. */
  readonly rows: readonly number[]
  readonly marks: Marks
}

/** Pictures of shapes, with marks on special ones and a menu for each. */
export function FamilyWall({ subject, shapes, rows, marks: { odd, told } }: FamilyWallProps) {
  const [isWhole, setWhole] = useState(false)
  const tiles = useMemo(() => tilesOf(shapes, rows), [shapes, rows])
  const [shown, end] = useGrowing(isWhole ? tiles.length : Math.min(SHOWN, tiles.length), SHOWN, isWhole)
  return (
    <>
      <ul class="wall">
        {tiles.slice(0, shown).map(({ row, copies }) => {
          const [id, isOdd, isTold] = [shapes.ids[row], odd.has(row), told.has(shapes.ids[row])]
          const { typical, size } = shapes.named[shapes.groups[row]]
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
                {row === typical && size > 1 && <span class="tag">typical</span>}
                {isOdd && <span class="tag">odd</span>}
                {copies > 0 && <span class="tag count">×{copies + 1}</span>}
              </Link>
              <ShapeMenu {...{ subject, shapes, row, isTold }} />
            </li>
          )
        })}
      </ul>
      {isWhole && shown < tiles.length && <div ref={end} />}
      {tiles.length > SHOWN && (
        <div class={isWhole ? 'actions at-hand' : 'actions'}>
          <button class={isWhole ? '' : 'quiet'} onClick={() => setWhole(!isWhole)}>
            {isWhole ? 'Show fewer' : `Show all ${tiles.length.toLocaleString('en')}`}
          </button>
        </div>
      )}
    </>
  )
}
