import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { availableParallelism } from 'node:os'
import { cutTree } from '../../server/cluster/cutTree.js'
import { exactTree } from '../../server/cluster/exactTree.js'
import { hclustTree } from '../../server/cluster/hclustTree.js'
import { prepareRows } from '../../server/cluster/rows/prepareRows.js'
import type { Rows } from '../../server/cluster/rows/rows.js'
import { LINKAGES, type Linkage, type Tree } from '../../server/cluster/tree.js'
import { PROJECT_ROOT } from '../../server/system/projectRoot.js'
import { blobRows } from '../cluster/randomRows.js'
import type { BenchOptions } from './benchOptions.js'
import { measure } from './measure.js'
import { peerPython } from './peerPython.js'

const SIZES = [500, 1000, 2000, 8000]
const DIMENSION = 16
/** Ward's criterion is about euclidean distances. */
const metricFor = (linkage: Linkage) => (linkage === 'ward' ? 'euclidean' : 'cosine')
/** More rows take ml-hclust minutes. */
const MOST_HCLUST_ROWS = 2000
/** Complete linkage keeps a matrix, which more rows make too large for the kernel. */
const MOST_MATRIX_ROWS = 40_000
/** One run of more rows is long enough to be told from noise. */
const MOST_REPEATED_ROWS = 4000
const PEERS = ['scipy', 'fastcluster']
/** Of heights above 1, which Ward's criterion gives, relative: distances are kept as float32. */
const MAX_HEIGHT_ERROR = 1e-6

/**
 * Trees of rows by cosine, Ward's by euclidean distance: ours, ml-hclust (complete linkage), and with `peers` SciPy and fastcluster, heights compared.
 * Other sizes: `npm run bench -- clustering 32000 1000x512`, rows or rows x numbers. Peak memory is the process's, so give sizes in ascending order; the
 * linkages follow each other from the least memory to the most.
 */
export async function run({ peers, json, folders, compare }: BenchOptions): Promise<void> {
  for (const size of folders.length > 0 ? folders : SIZES.map(String))
    for (const linkage of BY_MEMORY) {
      const [count, dimension = DIMENSION] = size.split('x').map(Number)
      if (linkage !== 'complete' || count <= MOST_MATRIX_ROWS)
        await timeLinkage({ count, dimension }, linkage, { peers, json, compare })
    }
}

const BY_MEMORY = LINKAGES.toSorted((a, b) => +(a === 'complete') - +(b === 'complete'))

async function timeLinkage(
  { count, dimension }: { readonly count: number; readonly dimension: number },
  linkage: Linkage,
  { peers, json, compare: record }: Omit<BenchOptions, 'folders'>,
) {
  const values = blobRows(count, dimension, 8, 1)
  const { tree, seconds } = await timeOurs(values, linkage)
  const megabytes = process.resourceUsage().maxRSS / 1024
  const cut = await measure(() => cutTree(tree, 5), 0.2)
  const row: Record<string, unknown> = {
    count,
    dimension,
    linkage,
    seconds,
    megabytes,
    cutMilliseconds: 1000 * cut.min,
  }
  const lines = [
    `${String(count).padStart(6)} rows of ${dimension}  ${linkage}: ours ${seconds.toFixed(3)} s, ${megabytes.toFixed(0)} MB, cut again in ${(1000 * cut.min).toFixed(2)} ms`,
  ]
  const compare = (name: string, time: number, heights: Float64Array, memory?: number) => {
    const error = largestDifference(tree.heights, heights)
    record(`${count} rows${dimension === DIMENSION ? '' : ` of ${dimension}`}, ${linkage}`, name, seconds, time)
    row[name] = { seconds: time, ratio: time / seconds, megabytes: memory, heightError: error }
    lines.push(
      `             ${name} ${time.toFixed(3)} s: ${(time / seconds).toFixed(2)}x` +
        (memory === undefined ? '' : `, ${memory.toFixed(0)} MB`) +
        `, heights within ${error.toExponential(1)}`,
    )
    if (error > MAX_HEIGHT_ERROR) {
      lines.push(`             HEIGHTS DIFFER from ${name}'s by more than ${MAX_HEIGHT_ERROR}`)
      process.exitCode = 1
    }
  }
  if (count <= MOST_HCLUST_ROWS && linkage === 'complete') {
    const rows = prepareRows(values, 'cosine')
    const start = performance.now()
    const library = hclustTree(rows, 'complete')
    compare('ml-hclust', (performance.now() - start) / 1000, library.heights)
  }
  for (const peer of peers ? PEERS : []) {
    const { time, heights, memory } = timePeer(peer, linkage, values)
    compare(peer, time, heights, memory)
  }
  console.log(json ? JSON.stringify({ suite: 'clustering', ...row }) : lines.join('\n'))
}

/** Best of several for few rows, one cold run for many. */
async function timeOurs(values: Rows, linkage: Linkage): Promise<{ tree: Tree; seconds: number }> {
  const work = () => {
    const rows = prepareRows(values, metricFor(linkage))
    return exactTree(rows, linkage, availableParallelism())
  }
  const start = performance.now()
  const tree = work()
  const once = (performance.now() - start) / 1000
  return { tree, seconds: values.count <= MOST_REPEATED_ROWS ? (await measure(work)).min : once }
}

function timePeer(
  peer: string,
  linkage: Linkage,
  { values, dimension }: Rows,
): { time: number; heights: Float64Array; memory: number } {
  const folder = mkdtempSync(join(tmpdir(), 'shapekin-bench-'))
  try {
    const [rows, heights] = [join(folder, 'rows.f32'), join(folder, 'heights.f64')]
    writeFileSync(rows, new Uint8Array(values.buffer))
    const python = peerPython('clustering', ['scipy==1.14.1', 'fastcluster==1.3.0', 'numpy==2.2.6'])
    const script = join(PROJECT_ROOT, 'test/bench/scipy_trees.py')
    const printed = execFileSync(
      python,
      [script, peer, linkage, metricFor(linkage), rows, String(dimension), heights],
      {
        encoding: 'utf8',
      },
    )
    const { seconds, megabytes } = JSON.parse(printed) as { seconds: number; megabytes: number }
    return { time: seconds, heights: new Float64Array(new Uint8Array(readFileSync(heights)).buffer), memory: megabytes }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const largestDifference = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, height, i) => Math.max(most, Math.abs(height - b[i]) / Math.max(1, b[i])), 0)
