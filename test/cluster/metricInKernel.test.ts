import { expect, it } from 'vitest'
import { distanceInKernel, modeOf } from '../../server/cluster/kernel/metricInKernel.js'
import { MODE } from '../../server/cluster/kernel/clusterKernel.js'
import { METRICS, rowDistance } from '../../server/cluster/rows/metric.js'
import { prepareRows } from '../../server/cluster/rows/prepareRows.js'
import { blobRows } from './randomRows.js'

it.each(METRICS)('says what the kernel sums up for scaled rows: %s', (metric) => {
  const [dimension, scale] = [9, 1 / 8]
  const { values } = prepareRows(blobRows(2, dimension, 2, 5), metric)
  let sum = 0
  for (let d = 0; d < dimension; d++) {
    const difference = scale * (values[d] - values[dimension + d])
    sum += modeOf(metric) === MODE.absolutes ? Math.abs(difference) : difference ** 2
  }
  const distance = rowDistance[metric](values, 0, values, 1, dimension)
  expect(distanceInKernel(distance, metric, scale)).toBeCloseTo(sum, 14)
})
