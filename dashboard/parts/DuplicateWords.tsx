import type { DuplicatesView } from '../../shared/schema/library.js'

/** What was done to a file that holds the same shape as another, and how near the two surfaces lie. */
export const DuplicateWords = ({ pair }: { readonly pair: DuplicatesView['duplicates'][number] }) => {
  const { id, of, changes, residualShare, triangles } = pair
  const [own, other] = triangles.map((count) => count.toLocaleString('en'))
  return (
    <p class="small">
      <strong>{id}</strong> is {of.id}
      <br />
      <span class="muted">
        {changes.length === 0 ? 'nothing was done to it' : changes.join(', ')}; {(100 * residualShare).toPrecision(2)} %
        apart at most; {own} and {other} triangles
      </span>
    </p>
  )
}
