import type { Backend, TrainOptions } from '../../../shared/schema/trainOptions.js'

/**
 * Number of weights from which on tfjs' own operations on native TensorFlow, which fill all cores, are faster than the
 * kernel. It is between layers 512 wide (the kernel is 1.5x to 2.8x faster on two cores) and 1,024 wide (1.4x to 2x
 * slower).
 */
const NATIVE_WEIGHTS = 1_500_000

/**
 * Chooses what runs the steps of a training. `auto` is the kernel, except for very wide networks on native TensorFlow,
 * which use its operations; `npm run bench -- training` measures where the two are equal. Operations on WebAssembly or
 * plain JavaScript are never faster than the kernel.
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
