import { lazy, Suspense } from 'preact/compat'
import { useMemo } from 'preact/hooks'
import { GROUP_COLORS } from '../../shared/groupColors.js'
import type { EpochFigures } from '../../shared/schema/liveEvent.js'
import { CallError } from '../api/call.js'
import { readCurves } from '../state/curves.js'
import type { DoneRun } from '../state/subject.js'
import { useAnswer } from '../state/useAnswer.js'

const LossCurves = lazy(() => import('./LossCurves.js'))

interface ComparedCurvesProps {
  readonly runs: readonly DoneRun[]
  readonly names: readonly string[]
}

/** Validation loss by epoch, with a curve for each run. */
export function ComparedCurves({ runs: compared, names }: ComparedCurvesProps) {
  const { answer: read } = useAnswer(
    () => Promise.all(compared.map(async ({ id }) => [id, await readCurvesIfThere(id)] as const)),
    [compared.map(({ id }) => id).join()],
  )
  const { x, curves } = useMemo(() => {
    const epochs = new Map(read)
    const longest = Math.max(0, ...[...epochs.values()].map((each) => each.length))
    const x = Array.from({ length: longest }, (_, i) => i + 1)
    const curves = compared.map(({ id }, i) => {
      const own = epochs.get(id) ?? []
      return { name: names[i], color: GROUP_COLORS[i], values: x.map((_, k) => own[k]?.validLoss ?? null) }
    })
    return { x, curves }
  }, [read])
  return (
    <section class="card" aria-labelledby="curves">
      <header>
        <h2 id="curves">Validation loss</h2>
        <span class="small muted">by epoch</span>
      </header>
      <Suspense fallback={<div class="chart" />}>
        <LossCurves label="Validation loss by epoch" x={x} curves={curves} />
      </Suspense>
    </section>
  )
}

/** A run without curves leaves those of the others. @throws CallError when the server is away */
const readCurvesIfThere = (id: string): Promise<readonly EpochFigures[]> =>
  readCurves(id).catch((error: unknown) => {
    if (error instanceof CallError && error.status === 0) throw error
    return []
  })
