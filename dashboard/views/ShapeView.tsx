import { lazy, Suspense } from 'preact/compat'
import type { ShapeDetail } from '../../shared/schema/shownShapes.js'
import { CallError, getJson } from '../api/call.js'
import { FactList } from '../parts/FactList.js'
import { RecipeList } from '../parts/RecipeList.js'
import { Link } from '../parts/Link.js'
import { Thumbnail } from '../parts/Thumbnail.js'
import { shortNumber } from '../parts/words.js'
import { colorOfGroup } from '../shapes/coloring.js'
import { cutOfAddress, cutQuery, shapeAddress, tabAddress, type Subject } from '../state/subject.js'
import { useAnswer } from '../state/useAnswer.js'
import { DuplicatesOfShape } from './DuplicatesOfShape.js'

const Curves = lazy(() => import('../parts/Curves.js'))
const Viewer = lazy(() => import('../viewer/Viewer.js'))

/** The histograms of the study, in the order of its numbers: docs/descriptors.md. */
const HISTOGRAMS = [
  ['From each end of a chord to the surface', 'strict_outer'],
  ['The same as a share of all chords', 'strict_outer_absolute'],
  ['Lengths of the chords that miss', 'missed'],
  ['First and last hit from the center', 'concentric_sphere'],
] as const
const STUDY_NUMBERS = 128

/**
 * One shape of a subject: a view that can be turned, its numbers beside those of its group, how it was made, and the
 * most similar shapes.
 */
export function ShapeView({ subject, shape }: { readonly subject: Subject; readonly shape: string }) {
  const groups = cutOfAddress()
  const { answer: detail, error } = useAnswer(
    () => getJson<ShapeDetail>(`${subject.api}/shapes/${encodeURIComponent(shape)}${cutQuery(groups)}`),
    [subject.api, subject.version, shape, groups],
  )
  if (error instanceof CallError && error.status === 404) return <NoShape subject={subject} shape={shape} />
  if (error) return <section class="card empty">{error.message}</section>
  if (detail?.id !== shape) return <section class="card empty">Reading the {subject.noun} …</section>
  const color = colorOfGroup(detail.group)
  return (
    <>
      <div class="columns">
        <section class="card" aria-labelledby="shape">
          <header>
            <h2 id="shape">{shape}</h2>
            <span class="small muted">
              <i class="dot" style={{ background: color }} />
              {detail.groupName || `Group ${detail.group}`}
              {detail.class && subject.kind === 'run' && `, class ${detail.class}`}
            </span>
          </header>
          <Suspense fallback={<div class="viewer" />}>
            <Viewer meshes={[{ address: detail.mesh, color }]} name={shape} />
          </Suspense>
          {detail.facts.length > 0 && <FactList facts={detail.facts} />}
        </section>
        <section class="card" aria-labelledby="nearest">
          <header>
            <h2 id="nearest">Most like it</h2>
            <span class="small muted">likeness, and distance in the space of the groups</span>
          </header>
          {detail.nearest.length === 0 && <p class="small muted">There is no other {subject.noun}.</p>}
          <ul class="wall near-wall">
            {detail.nearest.map((near) => (
              <li key={near.id}>
                <Link class="thumbnail" to={shapeAddress(subject, near.id)} title={near.id}>
                  <Thumbnail picture={near.picture} name={near.id} />
                </Link>
                <p class="small">
                  <i class="dot" style={{ background: colorOfGroup(near.group) }} />
                  {Math.floor(near.likeness)} %<br />
                  <span class="muted">{shortNumber(near.distance)}</span>
                </p>
              </li>
            ))}
          </ul>
        </section>
      </div>
      <section class="card" aria-labelledby="numbers">
        <header>
          <h2 id="numbers">Its numbers beside its group's mean</h2>
        </header>
        <Suspense fallback={<div class="chart" />}>
          <div class="columns">
            <Histograms detail={detail} color={color} />
          </div>
        </Suspense>
      </section>
      {detail.duplicates !== '' && <DuplicatesOfShape address={detail.duplicates} {...{ subject, shape, color }} />}
      {detail.recipe && (
        <section class="card" aria-labelledby="recipe">
          <header>
            <h2 id="recipe">How it was made</h2>
          </header>
          <RecipeList recipe={detail.recipe} />
        </section>
      )}
    </>
  )
}

const NoShape = ({ subject, shape }: { readonly subject: Subject; readonly shape: string }) => (
  <section class="card empty">
    <h2>
      There is no {subject.noun} {shape}
    </h2>
    <p>It may have another name, or have been taken away.</p>
    <Link class="button" to={tabAddress(subject, 'map')}>
      All {subject.noun}s
    </Link>
  </section>
)

/** Charts of its description: the study's four histograms, or one line for any other descriptor. */
function Histograms({ detail, color }: { readonly detail: ShapeDetail; readonly color: string }) {
  const parts = detail.numbers.length === STUDY_NUMBERS ? HISTOGRAMS : [['All its numbers', ''] as const]
  const length = detail.numbers.length / parts.length
  const x = Array.from({ length }, (_, i) => i)
  return (
    <>
      {parts.map(([title, name], k) => {
        const part = (values: readonly number[]) => values.slice(k * length, (k + 1) * length)
        const curves = [
          { name: 'mean of the group', color: '--muted', dash: [6, 4], values: part(detail.groupMean) },
          { name: 'this shape', color, values: part(detail.numbers) },
        ]
        return (
          <div key={name}>
            <h3>
              {title} <span class="muted mono small">{name}</span>
            </h3>
            <Curves label={title} x={x} curves={curves} hasLast={false} />
          </div>
        )
      })}
    </>
  )
}
