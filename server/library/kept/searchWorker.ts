import type { SimilarView } from '../../../shared/schema/library.js'
import { openCatalog } from '../../catalog/openCatalog.js'
import { answering } from '../../executor/answering.js'
import { LibrarySearch } from './librarySearch.js'

interface Asked {
  /** The catalog. */
  readonly path: string
  /** Of a shape that has numbers. */
  readonly id: string
  readonly k: number
}

/** Who stops asking ends the thread. */
const { signal } = new AbortController()

let kept: { readonly path: string; readonly search: LibrarySearch } | undefined

/** The thread of ServedLibrary.similar: it keeps the library ready that it was asked about last. */
export default answering(async ({ path, id, k }: Asked): Promise<SimilarView> => {
  if (kept?.path !== path) kept = { path, search: new LibrarySearch(openCatalog(path)) }
  const { search } = kept
  const { metric, shapes, nearest } = await search.nearest({ asked: id, k }, signal)
  return { metric, shapes, nearest: nearest.map((each) => ({ ...each, number: search.numberOf(each.id) })) }
})
