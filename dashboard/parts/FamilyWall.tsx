import { useMemo, useState } from 'preact/hooks'
import type { ShownShapes } from '../../shared/schema/shownShapes.js'
import { tilesOf, type Marks } from '../shapes/families.js'
import type { Subject } from '../state/subject.js'
import { FamilyTile } from './FamilyTile.js'
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
        {tiles.slice(0, shown).map(({ row, copies }) => (
          <FamilyTile
            key={row}
            {...{ subject, shapes, row, copies }}
            isOdd={odd.has(row)}
            isTold={told.has(shapes.ids[row])}
          />
        ))}
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
