import { levelAgreement, steepness } from '../sample/facing.js'
import { shapeKernel, type ShapeKernel } from '../kernel/shapeKernel.js'
import { placeColumns } from '../sample/pairColumns.js'
import { PAIR_ROUNDS } from '../sample/pairs.js'
import type { PartGroup, Survey } from './partGroup.js'
import { SoftHistogram } from './softHistogram.js'

/** Largest distance of the histogram, in mean distances of a pair. */
const LONGEST = 2

/**
 * Pairs of points, where the up axis is known. `stories`: difference of height × the larger and the smaller of the
 * vertical components of the two normals. `plan`: distance on the ground plan × agreement of the horizontal components
 * of the normals × product of the vertical ones.
 */
export const uprightPairs: PartGroup = {
  parts: [
    { name: 'stories', length: 180, spread: 5.76, weight: 1 },
    { name: 'plan', length: 240, spread: 7.18, weight: 1 },
  ],
  measure(survey) {
    const stories = new SoftHistogram({ bins: 6, to: LONGEST }, { bins: 6, to: 1 }, { bins: 5, to: 1 })
    const plan = new SoftHistogram({ bins: 8, to: LONGEST }, { bins: 6, to: 1 }, { bins: 5, to: 1 })
    const kernel = shapeKernel()
    if (kernel && stories.canAddPlaced(survey.sample.count)) addByKernel(kernel, survey, stories, plan)
    else addPairs(survey, stories, plan)
    return [stories.shares(), plan.shares()]
  },
}

function addPairs(
  { sample: { count, points }, facing, meanDistance }: Survey,
  stories: SoftHistogram,
  plan: SoftHistogram,
): void {
  const steep = steepness(facing)
  const [heights, distances, more, less, agree, both] = Array.from({ length: 6 }, () => new Float64Array(count))
  for (let round = 1; round <= PAIR_ROUNDS; round++) {
    for (let i = 0; i < count; i++) {
      const j = (i + round) % count
      const x = points[3 * i] - points[3 * j]
      const y = points[3 * i + 1] - points[3 * j + 1]
      heights[i] = Math.abs(points[3 * i + 2] - points[3 * j + 2]) / meanDistance
      more[i] = Math.max(steep[i], steep[j])
      less[i] = Math.min(steep[i], steep[j])
      distances[i] = Math.sqrt(x * x + y * y) / meanDistance
      agree[i] = levelAgreement(facing, i, j)
      both[i] = steep[i] * steep[j]
    }
    stories.addAll(heights, more, less)
    plan.addAll(distances, agree, both)
  }
}

/** Does what addPairs does, bit for bit, in the kernel. */
function addByKernel(
  kernel: ShapeKernel,
  { sample, facing, meanDistance }: Survey,
  stories: SoftHistogram,
  plan: SoftHistogram,
): void {
  const { count } = sample
  const mark = kernel.space.mark()
  const { columns, stride, room } = placeColumns(kernel, sample, facing, steepness(facing))
  const [heights, more, less, distances, agree, both] = [room(), room(), room(), room(), room(), room()]
  for (let round = 1; round <= PAIR_ROUNDS; round++) {
    kernel.exports.storyColumns(
      columns,
      stride,
      count,
      round,
      meanDistance,
      heights,
      more,
      less,
      distances,
      agree,
      both,
    )
    stories.addPlaced(kernel, count, heights, more, less)
    plan.addPlaced(kernel, count, distances, agree, both)
  }
  kernel.space.release(mark)
}
