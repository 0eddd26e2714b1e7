import type { Backend, TrainOptions } from '../../../shared/schema/trainOptions.js'

/**
 * Weights from which a step of tfjs' own operations is faster on native TensorFlow, which then fills all cores: between
 * 512 wide (the kernel 1.5x to 2.8x faster on two cores) and 1,024 wide (1.4x to 2x slower).
 */
const NATIVE_WEIGHTS = 1_500_000

/**
 * What runs the steps of a training. `auto`: the kernel, but native TensorFlow's own operations for very wide networks;
 * `npm run bench -- training` measures where they part. WebAssembly and plain JavaScript never win against the kernel.
 *
 * @param inputs  numbers of a row
 */
export function chooseEngine(
  { engine, widths }: Pick<TrainOptions, 'engine' | 'widths'>,
  inputs: number,
  backend: Backend,
): 'kernel' | 'operations' {
  if (engine !== 'auto') return engine
  const weights = widths.reduce((sum, width, i) => sum + width * (i === 0 ? inputs : widths[i - 1]), 0)
  return backend === 'tensorflow' && weights > NATIVE_WEIGHTS ? 'operations' : 'kernel'
}
