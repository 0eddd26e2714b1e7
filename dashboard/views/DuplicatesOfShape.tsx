import { lazy, Suspense } from 'preact/compat'
import type { DuplicatesView } from '../../shared/schema/library.js'
import { getJson } from '../api/call.js'
import { Comparing } from '../parts/Comparing.js'
import { DuplicateWords } from '../parts/DuplicateWords.js'
import { Link } from '../parts/Link.js'
import { Thumbnail } from '../parts/Thumbnail.js'
import { counted } from '../../shared/counted.js'
import { keepSettings, route } from '../state/route.js'
import { shapeAddress, type Subject } from '../state/subject.js'
import { useAnswer } from '../state/useAnswer.js'
import { pageTransform } from '../viewer/pageTransform.js'

const Viewer = lazy(() => import('../viewer/Viewer.js'))

interface DuplicatesOfShapeProps {
  readonly subject: Subject
  readonly shape: string
  /** Address of its duplicates in the API, below `/api/`. */
  readonly address: string
  readonly color: string
}

/** Files of the library that hold the same shape, each laid on the other by the transform that was found. */
export function DuplicatesOfShape({ subject, shape, address, color }: DuplicatesOfShapeProps) {
  const isAsked = route.value.settings.get('duplicates') !== null
  const { answer: found, error } = useAnswer(
    async () => (isAsked ? getJson<DuplicatesView>(`/api/${address}`) : undefined),
    [address, subject.version, isAsked],
  )
  return (
    <section class="card" aria-labelledby="duplicates">
      <header>
        <h2 id="duplicates">Duplicates</h2>
        {found && <span class="small muted">{counted(found.duplicates.length, 'other file')} with this shape</span>}
      </header>
      {!isAsked && (
        <div class="actions">
          <button onClick={() => keepSettings({ duplicates: 'yes' })}>Look for duplicates</button>
        </div>
      )}
      {isAsked && found === undefined && <Comparing error={error} />}
      {found?.duplicates.map((pair) => {
        const other = pair.id === shape ? pair.of : pair
        return (
          <div class="overlay" key={`${pair.number} ${pair.of.number}`}>
            <Suspense fallback={<div class="viewer" />}>
              <Viewer
                name={`${pair.id} laid on ${pair.of.id}`}
                meshes={[
                  { address: meshOf(pair.of.number), color },
                  {
                    address: meshOf(pair.number),
                    color: '--ink',
                    isWire: true,
                    transform: pageTransform(pair.transform, pair.up, pair.of.up),
                  },
                ]}
              />
            </Suspense>
            <Link class="thumbnail" to={shapeAddress(subject, other.id)} title={other.id}>
              <Thumbnail picture={`library/shapes/${other.number}/thumbnail`} name={other.id} />
            </Link>
            <DuplicateWords pair={pair} />
          </div>
        )
      })}
    </section>
  )
}

const meshOf = (number: string): string => `library/shapes/${number}/mesh?format=page`
