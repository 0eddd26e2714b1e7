import { signal } from '@preact/signals'
import type { ShownPlaces } from '../../shared/schema/shownShapes.js'
import { call } from '../api/call.js'
import { readColumns } from '../api/readColumns.js'
import type { Subject } from './subject.js'

/** Where the shapes of what was looked at last lie by their neighbors, or why they do not. */
type NeighborMap =
  | { readonly name: 'making' }
  | { readonly name: 'made'; readonly places: ShownPlaces }
  | { readonly name: 'failed'; readonly message: string }

const known = signal<{ readonly key: string; readonly map: NeighborMap } | undefined>(undefined)

const keyOf = ({ api, version }: Subject) => `${api} ${version}`

/** @returns undefined = it was not asked for */
export const neighborMapOf = (subject: Subject): NeighborMap | undefined =>
  known.value?.key === keyOf(subject) ? known.value.map : undefined

/** Has the map made; the first time it takes seconds. */
export async function readNeighborMap(subject: Subject): Promise<void> {
  const key = keyOf(subject)
  if (known.value?.key === key && known.value.map.name !== 'failed') return
  known.value = { key, map: { name: 'making' } }
  const map = await call(`${subject.api}/neighbor-map`)
    .then((response) => readColumns<ShownPlaces>(response))
    .then(
      (places): NeighborMap => ({ name: 'made', places }),
      (error: Error): NeighborMap => ({ name: 'failed', message: error.message }),
    )
  if (known.value.key === key) known.value = { key, map }
}
