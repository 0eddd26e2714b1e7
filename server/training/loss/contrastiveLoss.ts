import type { GramLoss } from './gramLoss.js'

/**
 * Supervised contrastive loss (Khosla et al., NeurIPS 2020, L_out): each row that has a partner (another row of its
 * class) should find it among all others by a softmax of cosines. Rows without a partner in the batch do not count.
 */
export const contrastiveLoss = (temperature: number): GramLoss => ({
  evaluate(similarities, labels, stride, gradient) {
    const count = labels.length
    const partners = countPartners(labels)
    const asking = partners.reduce((sum, n) => sum + (n > 0 ? 1 : 0), 0)
    for (let i = 0; i < count; i++) gradient.fill(0, i * stride, i * stride + count)
    let loss = 0
    for (let i = 0; i < count; i++) {
      if (partners[i] === 0) continue
      let total = 0
      // Cosines are at most 1, so this exponential never overflows.
      for (let j = 0; j < count; j++) if (j !== i) total += Math.exp((similarities[i * stride + j] - 1) / temperature)
      const logTotal = Math.log(total)
      for (let j = 0; j < count; j++) {
        if (j === i) continue
        const logit = (similarities[i * stride + j] - 1) / temperature
        const wanted = labels[i] === labels[j] ? 1 / partners[i] : 0
        loss += wanted * (logTotal - logit)
        const slope = (Math.exp(logit - logTotal) - wanted) / (temperature * asking)
        gradient[i * stride + j] += slope
        gradient[j * stride + i] += slope
      }
    }
    return asking === 0 ? 0 : loss / asking
  },

  build(tf, similarities, labels) {
    const count = labels.length
    const partners = countPartners(labels)
    const asking = Math.max(
      1,
      partners.reduce((sum, n) => sum + (n > 0 ? 1 : 0), 0),
    )
    const wanted = Float32Array.from({ length: count * count }, (_, k) => {
      const [i, j] = [Math.floor(k / count), k % count]
      return i !== j && labels[i] === labels[j] ? 1 / (partners[i] * asking) : 0
    })
    const others = tf.sub(1, tf.eye(count))
    const logits = similarities.sub(1).div<typeof similarities>(temperature)
    const logTotals = logits.exp().mul(others).sum(1, true).log()
    return logTotals
      .sub(logits)
      .mul(tf.tensor2d(wanted, [count, count]))
      .sum()
  },
})

/** (B) how many other rows of the batch share each row's label. */
const countPartners = (labels: Int32Array): Int32Array =>
  labels.map((label) => labels.reduce((sum, other) => sum + (other === label ? 1 : 0), -1))
