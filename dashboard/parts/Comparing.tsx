import { DUPLICATE_STAGES, wordsOf } from '../../shared/stageWords.js'
import { library } from '../state/library.js'
import { StageProgress } from './StageProgress.js'

/** The search for duplicates in the library, while there is no answer: how far it is, or why it failed. */
export function Comparing({ error }: { readonly error: Error | undefined }) {
  const standing = library.value?.comparing
  if (standing && !error)
    return <StageProgress {...standing}>{wordsOf(DUPLICATE_STAGES, standing.stage)}</StageProgress>
  return (
    <p class="small muted" role="status">
      {error?.message ?? 'Looking for duplicates …'}
    </p>
  )
}
