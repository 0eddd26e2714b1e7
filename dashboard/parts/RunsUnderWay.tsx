import type { RunView } from '../../shared/schema/run.js'
import { RUN_STAGES, wordsOf } from '../../shared/stageWords.js'
import { progress } from '../state/runs.js'
import { Link } from './Link.js'
import { StageProgress } from './StageProgress.js'
import { titleOfRun } from './words.js'

/** The runs that are being made, each with how far it is and the way to watch it. */
export const RunsUnderWay = ({ runs }: { readonly runs: readonly RunView[] }) => (
  <>
    {runs.map((run) => {
      const now = progress.value.get(run.id) ?? { ...run, secondsLeft: null }
      if (now.status !== 'running') return null
      return (
        <StageProgress key={run.id} {...now}>
          <Link to={`/runs/${run.id}`}>{titleOfRun(run)}</Link>: {wordsOf(RUN_STAGES, now.stage)}
        </StageProgress>
      )
    })}
  </>
)
