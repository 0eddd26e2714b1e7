import { lazy, Suspense } from 'preact/compat'
import { useEffect, useMemo, useState } from 'preact/hooks'
import { GROUP_COLORS } from '../../shared/groupColors.js'
import type { EpochFigures } from '../../shared/schema/liveEvent.js'
import { readCurves } from '../state/curves.js'
import type { DoneRun } from '../state/subject.js'

const Curves = lazy(() => import('./Curves.js'))

interface ComparedCurvesProps {
  readonly runs: readonly DoneRun[]
  readonly names: readonly string[]
}

/** Validation loss by epoch, with a curve for each run. */
export function ComparedCurves({ runs: compared, names }: ComparedCurvesProps) {
  const [epochs, setEpochs] = useState<ReadonlyMap<string, readonly EpochFigures[]>>(new Map())
  const key = compared.map(({ id }) => id).join()
  useEffect(() => {
    let isHere = true
    void Promise.all(compared.map(async ({ id }) => [id, await readCurves(id).catch(() => [])] as const)).then(
      (read) => isHere && setEpochs(new Map(read)),
    )
    return () => {
      isHere = false
    }
  }, [key])
  const { x, curves } = useMemo(() => {
    const longest = Math.max(0, ...[...epochs.values()].map((each) => each.length))
    const x = Array.from({ length: longest }, (_, i) => i + 1)
    const curves = compared.map(({ id }, i) => {
      const own = epochs.get(id) ?? []
      return { name: names[i], color: GROUP_COLORS[i], values: x.map((_, k) => own[k]?.validLoss ?? null) }
    })
    return { x, curves }
  }, [epochs])
  return (
    <section class="card" aria-labelledby="curves">
      <header>
        <h2 id="curves">Validation loss</h2>
        <span class="small muted">by epoch</span>
      </header>
      <Suspense fallback={<div class="chart" />}>
        <Curves label="Validation loss by epoch" x={x} curves={curves} />
      </Suspense>
    </section>
  )
}
