/** Some of `count` rows, each as likely as any other, ascending. @param random  numbers in [0, 1) */
export function drawSample(count: number, size: number, random: () => number): Int32Array {
  const sample = new Int32Array(size)
  for (let row = 0, taken = 0; taken < size; row++) if (random() * (count - row) < size - taken) sample[taken++] = row // selection sampling, Knuth, TAOCP 2, 3.4.2 S
  return sample
}
