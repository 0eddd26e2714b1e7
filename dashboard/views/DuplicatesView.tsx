import type { DuplicatesView as Duplicates } from '../../shared/schema/library.js'
import { getJson } from '../api/call.js'
import { Comparing } from '../parts/Comparing.js'
import { DuplicateWords } from '../parts/DuplicateWords.js'
import { Link } from '../parts/Link.js'
import { Thumbnail } from '../parts/Thumbnail.js'
import { counted } from '../../shared/counted.js'
import { shapeAddress, subjectOfLibrary } from '../state/subject.js'
import { useAnswer } from '../state/useAnswer.js'

/** Files of the library that hold the same shape as an earlier one, and how they differ from it. */
export function DuplicatesView({ version }: { readonly version: string }) {
  const { answer: found, error } = useAnswer(() => getJson<Duplicates>('/api/library/duplicates'), [version])
  if (found === undefined)
    return (
      <section class="card" aria-labelledby="duplicates">
        <header>
          <h2 id="duplicates">Duplicates</h2>
        </header>
        <Comparing error={error} />
      </section>
    )
  if (found.duplicates.length === 0)
    return (
      <section class="card empty">
        <h2>No duplicates</h2>
        <p>None of {counted(found.shapes, 'file')} is another one, moved, turned, scaled, mirrored or meshed anew.</p>
      </section>
    )
  const subject = subjectOfLibrary(version)
  return (
    <section class="card" aria-labelledby="duplicates">
      <header>
        <h2 id="duplicates">{counted(found.duplicates.length, 'duplicate')}</h2>
        <span class="small muted">surfaces at most 1 % of the size apart</span>
      </header>
      <ul class="pairs">
        {found.duplicates.map((pair) => (
          <li key={pair.number}>
            {[pair, pair.of].map(({ id, number }) => (
              <Link key={number} class="thumbnail" to={shapeAddress(subject, id, { duplicates: 'yes' })} title={id}>
                <Thumbnail picture={`library/shapes/${number}/thumbnail`} name={id} />
              </Link>
            ))}
            <DuplicateWords pair={pair} />
          </li>
        ))}
      </ul>
    </section>
  )
}
