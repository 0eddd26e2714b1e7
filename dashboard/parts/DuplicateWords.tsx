import type { DuplicatesView } from '../../shared/schema/library.js'

/** Smaller shares are only rounding. */
const LEAST_TOLD = 1e-4

const apart = (share: number): string =>
  share < LEAST_TOLD ? 'less than 0.01 % apart' : `${(100 * share).toPrecision(2)} % apart at most`

/** How a file that holds the same shape as another differs from it, and how far apart the two surfaces are. */
export const DuplicateWords = ({ pair }: { readonly pair: DuplicatesView['duplicates'][number] }) => {
  const { id, of, changes, residualShare, triangles } = pair
  const [own, other] = triangles.map((count) => count.toLocaleString('en'))
  return (
    <p class="small">
      <strong>{id}</strong> is {of.id}
      <br />
      <span class="muted">
        {changes.length === 0 ? 'nothing was done to it' : changes.join(', ')}; {apart(residualShare)}; {own} and{' '}
        {other} triangles
      </span>
    </p>
  )
}
