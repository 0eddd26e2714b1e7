import type { GramLoss } from './gramLoss.js'

/**
 * Multi-similarity loss without its pair mining (Wang et al., CVPR 2019): for each row, soft maxima over the partners
 * that are too far and over the strangers (rows of other classes) that are too near; mean over rows.
 *
 * @param alpha sharpness on partners
 * @param beta  sharpness on strangers
 * @param base  the cosine between far and near
 */
export const multiSimilarityLoss = (alpha: number, beta: number, base: number): GramLoss => ({
  evaluate(similarities, labels, stride, gradient) {
    const count = labels.length
    for (let i = 0; i < count; i++) gradient.fill(0, i * stride, i * stride + count)
    let loss = 0
    for (let i = 0; i < count; i++) {
      let [partners, strangers] = [1, 1]
      for (let j = 0; j < count; j++) {
        const distance = similarities[i * stride + j] - base
        if (labels[i] !== labels[j]) strangers += Math.exp(beta * distance)
        else if (j !== i) partners += Math.exp(-alpha * distance)
      }
      loss += Math.log(partners) / alpha + Math.log(strangers) / beta
      for (let j = 0; j < count; j++) {
        if (j === i) continue
        const distance = similarities[i * stride + j] - base
        const isSame = labels[i] === labels[j]
        const pull = isSame ? -Math.exp(-alpha * distance) / partners : Math.exp(beta * distance) / strangers
        gradient[i * stride + j] += pull / count
        gradient[j * stride + i] += pull / count
      }
    }
    return loss / count
  },

  build(tf, similarities, labels) {
    const count = labels.length
    const mask = (isWanted: (i: number, j: number) => boolean) =>
      tf.tensor2d(
        Float32Array.from({ length: count * count }, (_, k) => +isWanted(Math.floor(k / count), k % count)),
        [count, count],
      )
    const partners = mask((i, j) => i !== j && labels[i] === labels[j])
    const strangers = mask((i, j) => labels[i] !== labels[j])
    const distances = similarities.sub(base)
    const far = distances.mul(-alpha).exp().mul(partners).sum(1).add(1).log().div(alpha)
    const near = distances.mul(beta).exp().mul(strangers).sum(1).add(1).log().div(beta)
    return far.add(near).mean()
  },
})
