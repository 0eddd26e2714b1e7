import { lazy, Suspense } from 'preact/compat'
import { useMemo } from 'preact/hooks'
import type { EpochFigures } from '../../shared/schema/liveEvent.js'
import type { Curve } from './chart.js'

const Curves = lazy(() => import('./Curves.js'))
const LossCurves = lazy(() => import('./LossCurves.js'))

interface TrainingCurvesProps {
  readonly epochs: readonly EpochFigures[]
  /** Validation accuracy of the raw numbers. */
  readonly rawAccuracy: number | null
}

/** Loss and accuracy of a training by epoch, with those of the raw numbers beside the learned ones. */
export function TrainingCurves({ epochs, rawAccuracy }: TrainingCurvesProps) {
  const { x, loss, accuracy } = useMemo(() => {
    const x = epochs.map(({ epoch }) => epoch)
    const loss: Curve[] = [
      { name: 'training', color: '--muted', values: epochs.map((each) => each.loss) },
      { name: 'validation', color: '--accent', values: epochs.map(({ validLoss }) => validLoss ?? null) },
    ]
    const learned = epochs.map(({ validAccuracy }) => validAccuracy ?? null)
    const accuracy: Curve[] = [
      { name: 'learned', color: '--accent', values: learned },
      ...(rawAccuracy === null
        ? []
        : [{ name: 'raw', color: '--muted', dash: [6, 4], values: epochs.map(() => rawAccuracy) }]),
    ]
    return { x, loss, accuracy: learned.some((value) => value !== null) ? accuracy : undefined }
  }, [epochs, rawAccuracy])
  return (
    <Suspense fallback={<div class="chart" />}>
      <div class="columns">
        <div>
          <LossCurves title="Loss" label="Loss by epoch" x={x} curves={loss} />
        </div>
        {accuracy && (
          <div>
            <h3>Accuracy on validation shapes</h3>
            <Curves label="Accuracy on validation shapes by epoch" x={x} curves={accuracy} range={[0, 1.02]} />
          </div>
        )}
      </div>
    </Suspense>
  )
}
