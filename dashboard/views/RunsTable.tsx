import { useState } from 'preact/hooks'
import type { RunView } from '../../shared/schema/run.js'
import { Link } from '../parts/Link.js'
import { StateBadge } from '../parts/StateBadge.js'
import { duration, figure, moment, secondsOf } from '../parts/words.js'
import { go } from '../state/route.js'
import { progress } from '../state/runs.js'

interface Column {
  readonly name: string
  readonly help?: string
  readonly isNumber?: boolean
  /** Value that rows are sorted by. */
  readonly of: (run: RunView) => string | number | null
  readonly show?: (run: RunView) => string
}

const reportOf = (run: RunView) => (run.status === 'done' ? run.report : undefined)

const COLUMNS: readonly Column[] = [
  { name: 'Started', of: ({ created }) => created, show: ({ created }) => moment(created) },
  { name: 'Preset', of: ({ request }) => request.preset },
  { name: 'Count', isNumber: true, of: ({ request }) => request.count },
  { name: 'Seed', isNumber: true, of: ({ request }) => request.seed },
  { name: 'Groups', isNumber: true, of: ({ request }) => request.groups },
  {
    name: 'Accuracy',
    help: 'Share of test shapes whose nearest class center is right',
    isNumber: true,
    of: (run) => reportOf(run)?.test.accuracy ?? null,
  },
  {
    name: 'Raw',
    help: 'The accuracy of the raw histograms on the same shapes, without the network',
    isNumber: true,
    of: (run) => reportOf(run)?.baseline.accuracy ?? null,
  },
  {
    name: 'MAP@R',
    help: 'How well shapes find others of their class: 1 is best',
    isNumber: true,
    of: (run) => reportOf(run)?.test.map ?? null,
  },
  {
    name: 'Time',
    isNumber: true,
    of: (run) => {
      const report = reportOf(run)
      return report ? secondsOf(report.stages) : null
    },
    show: (run) => {
      const report = reportOf(run)
      return report ? duration(secondsOf(report.stages)) : '–'
    },
  },
]
const FIGURES = new Set(['Accuracy', 'Raw', 'MAP@R'])

const textOf = (column: Column, run: RunView): string => {
  if (column.show) return column.show(run)
  const value = column.of(run)
  return FIGURES.has(column.name) ? figure(value as number | null) : String(value ?? '–')
}

/** All runs with their parameters and figures; sorted by any column; two or more can be compared. */
export function RunsTable({ runs }: { readonly runs: readonly RunView[] }) {
  const [sort, setSort] = useState({ column: COLUMNS[0], descending: true })
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const sorted = [...runs].sort((a, b) => compare(sort.column.of(a), sort.column.of(b), sort.descending))
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    setChosen(next)
  }
  const compared = sorted.filter(({ id, status }) => status === 'done' && chosen.has(id)).map(({ id }) => id)
  return (
    <section class="card" aria-labelledby="runs-title">
      <header>
        <h2 id="runs-title">Runs</h2>
        <button disabled={compared.length < 2} onClick={() => go(`/runs/compare?runs=${compared.join(',')}`)}>
          {compared.length < 2 ? 'Compare: choose two or more' : `Compare ${compared.length} runs`}
        </button>
      </header>
      <div class="scroll" role="region" aria-label="Table of the runs" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th>
                <span class="hidden-text">Compare</span>
              </th>
              <th>State</th>
              {COLUMNS.map((column) => (
                <th
                  key={column.name}
                  class={column.isNumber ? 'number' : ''}
                  aria-sort={sort.column === column ? (sort.descending ? 'descending' : 'ascending') : 'none'}
                >
                  <button
                    title={column.help}
                    onClick={() => setSort({ column, descending: sort.column === column && !sort.descending })}
                  >
                    {column.name}
                    {sort.column === column && <span aria-hidden="true">{sort.descending ? '↓' : '↑'}</span>}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.map((run) => (
              <tr key={run.id}>
                <td>
                  <input
                    type="checkbox"
                    aria-label={`Compare the run of ${moment(run.created)}`}
                    disabled={run.status !== 'done'}
                    checked={chosen.has(run.id)}
                    onChange={() => toggle(run.id)}
                  />
                </td>
                <td>
                  <StateBadge status={progress.value.get(run.id)?.status ?? run.status} />
                </td>
                {COLUMNS.map((column, i) => (
                  <td key={column.name} class={column.isNumber ? 'number' : i === 0 ? 'when' : ''}>
                    {i === 0 ? <Link to={`/runs/${run.id}`}>{textOf(column, run)}</Link> : textOf(column, run)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

/** Missing values come last in both directions. */
function compare(a: string | number | null, b: string | number | null, isDescending: boolean): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? 1 : -1
  const order = a < b ? -1 : a > b ? 1 : 0
  return isDescending ? -order : order
}
