import type { GramLoss } from './gramLoss.js'

/**
 * Cosine embedding loss, mean over all pairs of the batch: 1 - cosine for two rows of one class,
 * max(0, cosine - margin) for two of different classes.
 */
export const pairLoss = (margin: number): GramLoss => ({
  evaluate(similarities, labels, stride, gradient) {
    const count = labels.length
    const weight = 2 / (count * (count - 1))
    let sum = 0
    for (let i = 0; i < count; i++) {
      gradient[i * stride + i] = 0
      for (let j = 0; j < i; j++) {
        const cosine = similarities[i * stride + j]
        const isSame = labels[i] === labels[j]
        const excess = isSame ? 1 - cosine : Math.max(0, cosine - margin)
        sum += excess
        const slope = isSame ? -weight : excess > 0 ? weight : 0
        gradient[i * stride + j] = gradient[j * stride + i] = slope
      }
    }
    return sum * weight
  },

  build(tf, similarities, labels) {
    const count = labels.length
    const weight = 2 / (count * (count - 1))
    const mask = (isWanted: (same: boolean) => boolean) =>
      tf.tensor2d(
        Float32Array.from({ length: count * count }, (_, k) => {
          const [i, j] = [Math.floor(k / count), k % count]
          return j < i && isWanted(labels[i] === labels[j]) ? weight : 0
        }),
        [count, count],
      )
    const attraction = mask((same) => same).mul(tf.sub(1, similarities))
    const repulsion = mask((same) => !same).mul(similarities.sub(margin).relu())
    return attraction.add(repulsion).sum()
  },
})
