import { agreement, facingAlong } from '../sample/facing.js'
import { shapeKernel, type ShapeKernel } from '../kernel/shapeKernel.js'
import { placeColumns } from '../sample/pairColumns.js'
import { PAIR_ROUNDS } from '../sample/pairs.js'
import type { PartGroup, Survey } from './partGroup.js'
import { SoftHistogram } from './softHistogram.js'

/** Largest distance of the histogram, in mean distances; 1 pair of 1,000 is longer. */
const LONGEST = 2.5

/**
 * How two points of a surface and their normals are placed to each other: their distance and three cosines, one
 * between the normals and one between each normal and the line through the points. The cosines have no sign, so that
 * flipped faces and mirror images change nothing. `surflets`: distance × normals × the larger of the two slopes.
 * `slopes`: the three cosines.
 *
 * @see Wahl, Hillenbrand, Hirzinger, "Surflet-pair-relation histograms", 3DIM 2003
 */
export const surfletPairs: PartGroup = {
  parts: [
    { name: 'surflets', length: 150, spread: 5.0, weight: 1 },
    { name: 'slopes', length: 216, spread: 5.19, weight: 1 },
  ],
  measure(survey) {
    const surflets = new SoftHistogram({ bins: 6, to: LONGEST }, { bins: 5, to: 1 }, { bins: 5, to: 1 })
    const slopes = new SoftHistogram({ bins: 6, to: 1 }, { bins: 6, to: 1 }, { bins: 6, to: 1 })
    const kernel = shapeKernel()
    if (kernel && surflets.canAddPlaced(survey.sample.count)) addByKernel(kernel, survey, surflets, slopes)
    else addPairs(survey, surflets, slopes)
    return [surflets.shares(), slopes.shares()]
  },
}

function addPairs(
  { sample: { count, points }, facing, meanDistance }: Survey,
  surflets: SoftHistogram,
  slopes: SoftHistogram,
): void {
  const [distances, between, steep, level] = Array.from({ length: 4 }, () => new Float64Array(count))
  for (let round = 1; round <= PAIR_ROUNDS; round++) {
    for (let i = 0; i < count; i++) {
      const j = (i + round) % count
      const x = points[3 * i] - points[3 * j]
      const y = points[3 * i + 1] - points[3 * j + 1]
      const z = points[3 * i + 2] - points[3 * j + 2]
      const distance = Math.sqrt(x * x + y * y + z * z)
      const across = distance > 0 ? 1 / distance : 0
      const first = facingAlong(facing, i, x * across, y * across, z * across)
      const second = facingAlong(facing, j, x * across, y * across, z * across)
      distances[i] = distance / meanDistance
      between[i] = agreement(facing, i, j)
      steep[i] = Math.max(first, second)
      level[i] = Math.min(first, second)
    }
    surflets.addAll(distances, between, steep)
    slopes.addAll(between, steep, level)
  }
}

/** Does what addPairs does, bit for bit, in the kernel. */
function addByKernel(
  kernel: ShapeKernel,
  { sample, facing, meanDistance }: Survey,
  surflets: SoftHistogram,
  slopes: SoftHistogram,
): void {
  const { count } = sample
  const mark = kernel.space.mark()
  const { columns, stride, room } = placeColumns(kernel, sample, facing)
  const [distances, between, steep, level] = [room(), room(), room(), room()]
  for (let round = 1; round <= PAIR_ROUNDS; round++) {
    kernel.exports.surfletColumns(columns, stride, count, round, meanDistance, distances, between, steep, level)
    surflets.addPlaced(kernel, count, distances, between, steep)
    slopes.addPlaced(kernel, count, between, steep, level)
  }
  kernel.space.release(mark)
}
