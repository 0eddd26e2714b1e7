import type { OnProgress } from '../../shared/progress.js'
import type { Confusion } from '../../shared/schema/evaluation.js'
import { rowDistance, type Metric } from '../cluster/rows/metric.js'
import { prepareRows } from '../cluster/rows/prepareRows.js'
import { confusionOf } from '../metrics/confusion.js'
import { judgeRetrieval } from '../metrics/judgeRetrieval.js'
import { summarizeJudgement, type Summary } from '../metrics/summarizeJudgement.js'
import type { Table } from '../table/table.js'

/** One way to compare shapes, to be judged by their classes. */
export interface JudgedSpace {
  readonly name: string
  readonly table: Table
  readonly metric: Metric
}

export interface SpaceReport extends Summary {
  readonly name: string
  readonly metric: Metric
  /** Number of rows, including those that can not be queries. */
  readonly shapes: number
  /** Numbers in each row. */
  readonly dimension: number
  /** Precision at recalls of 5 %, 10 %, ... 100 %, averaged over the rows that were queries. */
  readonly precision: readonly number[]
  /** For the rows that were queries: their classes against the classes of the nearest rows. */
  readonly confusion: Confusion
}

export interface JudgeTask {
  readonly space: JudgedSpace
  /** Seed of the random numbers behind the intervals. */
  readonly seed: number
}

/**
 * Measures how well the nearest rows of a table have the same class.
 *
 * @throws ShapekinError as prepareRows
 */
export function judgeSpace({ space: { name, table, metric }, seed }: JudgeTask, progress: OnProgress): SpaceReport {
  const { ids, classes, dimension, values } = table
  const rows = prepareRows({ values, count: ids.length, dimension }, metric).values
  const distance = rowDistance[metric]
  const judgement = judgeRetrieval(
    classes,
    (a, b) => distance(rows, a, rows, b, dimension),
    (done, total) => progress({ stage: `judge ${name}`, done, total }),
  )
  return {
    name,
    metric,
    shapes: ids.length,
    dimension,
    ...summarizeJudgement(judgement, classes, seed),
    precision: [...judgement.precision],
    confusion: confusionOf(
      Array.from(judgement.asked, (row) => classes[row]),
      Array.from(judgement.nearest, (row) => classes[row]),
    ),
  }
}
