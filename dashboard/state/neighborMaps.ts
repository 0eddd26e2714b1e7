import { signal } from '@preact/signals'
import type { PlacesProgress, ShownPlaces } from '../../shared/schema/shownShapes.js'
import { call, getJson } from '../api/call.js'
import { readColumns } from '../api/readColumns.js'
import type { Subject } from './subject.js'

/** Between two questions how far a map is. */
const ASKED_MS = 1000

/** Where the shapes of what was looked at last lie by their neighbors, or why they do not. */
type NeighborMap =
  | { readonly name: 'making'; readonly progress?: PlacesProgress }
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
  const asking = setInterval(() => void readProgress(subject).catch(() => undefined), ASKED_MS)
  const map = await call(`${subject.api}/neighbor-map`)
    .then((response) => readColumns<ShownPlaces>(response))
    .then(
      (places): NeighborMap => ({ name: 'made', places }),
      (error: Error): NeighborMap => ({ name: 'failed', message: error.message }),
    )
    .finally(() => clearInterval(asking))
  if (known.value.key === key) known.value = { key, map }
}

async function readProgress(subject: Subject): Promise<void> {
  const progress = await getJson<PlacesProgress>(`${subject.api}/neighbor-map/progress`)
  if (neighborMapOf(subject)?.name === 'making')
    known.value = { key: keyOf(subject), map: { name: 'making', progress } }
}
