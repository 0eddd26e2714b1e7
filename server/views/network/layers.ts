/** A convolution with bias; the batch norm that followed it is folded in. Padding is TensorFlow's `same`. */
export interface Layer {
  readonly kind: 'conv' | 'depthwise'
  /** Side of the kernel. */
  readonly kernel: number
  readonly stride: number
  readonly inputs: number
  readonly outputs: number
  /** Whether its results are limited to 0 ... 6. */
  readonly isActivated: boolean
  /** Names of its weights and of its batch norm in the checkpoint. */
  readonly names: { readonly weights: string; readonly norm: string }
}

/** A bottleneck: layers in sequence; where `isAdded`, the input is added to the result. */
export interface Block {
  readonly layers: readonly Layer[]
  readonly isAdded: boolean
}

/**
 * Channels at the three places where the network is tapped, in order: an early block, a middle block, and the last
 * layer.
 */
export const EARLY_TAP = 112
export const BLOCK_TAP = 192
export const HEAD_TAP = 1280

/**
 * For each stage: repeats, kernel, stride of the first block, expansion, channels; Tan and Le, "EfficientNet", 2019,
 * table 1.
 */
const STAGES = [
  { repeats: 1, kernel: 3, stride: 1, expansion: 1, channels: 16 },
  { repeats: 2, kernel: 3, stride: 2, expansion: 6, channels: 24 },
  { repeats: 2, kernel: 5, stride: 2, expansion: 6, channels: 40 },
  { repeats: 3, kernel: 3, stride: 2, expansion: 6, channels: 80 },
  { repeats: 3, kernel: 5, stride: 1, expansion: 6, channels: EARLY_TAP },
  { repeats: 4, kernel: 5, stride: 2, expansion: 6, channels: BLOCK_TAP },
  { repeats: 1, kernel: 3, stride: 1, expansion: 6, channels: 320 },
] as const
const STEM_CHANNELS = 32

/** Pictures are gray, so the three color planes of the stem are added up. */
export const STEM: Layer = {
  kind: 'conv',
  kernel: 3,
  stride: 2,
  inputs: 1,
  outputs: STEM_CHANNELS,
  isActivated: true,
  names: { weights: '_conv_stem.weight', norm: '_bn0' },
}

/** The blocks of EfficientNet-Lite0, without its classifier: no squeeze-and-excitation, ReLU6 throughout. */
export const BLOCKS: readonly Block[] = listBlocks()

/** Indices of the blocks whose results are the first two taps: the last with 112 channels, and the last with 192. */
export const TAPPED_BLOCKS: readonly number[] = [EARLY_TAP, BLOCK_TAP].map((channels) =>
  BLOCKS.findLastIndex(({ layers }) => layers.at(-1)?.outputs === channels),
)

export const HEAD: Layer = {
  kind: 'conv',
  kernel: 1,
  stride: 1,
  inputs: STAGES[STAGES.length - 1].channels,
  outputs: HEAD_TAP,
  isActivated: true,
  names: { weights: '_conv_head.weight', norm: '_bn1' },
}

/** All layers, in the order in which their numbers are stored. */
export const LAYERS: readonly Layer[] = [STEM, ...BLOCKS.flatMap(({ layers }) => layers), HEAD]

/**
 * Shape of a layer's kernel: kernel, kernel, inputs, outputs (`depthwise`: kernel, kernel, channels, 1), as
 * TensorFlow.js wants it.
 */
export const kernelShape = ({ kind, kernel, inputs, outputs }: Layer): [number, number, number, number] =>
  kind === 'conv' ? [kernel, kernel, inputs, outputs] : [kernel, kernel, outputs, 1]

export const kernelLength = (layer: Layer): number => kernelShape(layer).reduce((product, side) => product * side, 1)

/** Count of numbers in the whole network: each layer's kernel, then its bias. */
export const NETWORK_LENGTH = LAYERS.reduce((sum, layer) => sum + kernelLength(layer) + layer.outputs, 0)

function listBlocks(): Block[] {
  const blocks: Block[] = []
  let inputs = STEM_CHANNELS
  for (const { repeats, kernel, stride, expansion, channels } of STAGES)
    for (let repeat = 0; repeat < repeats; repeat++) {
      blocks.push(bottleneck(blocks.length, kernel, repeat === 0 ? stride : 1, expansion, inputs, channels))
      inputs = channels
    }
  return blocks
}

function bottleneck(
  index: number,
  kernel: number,
  stride: number,
  expansion: number,
  inputs: number,
  outputs: number,
): Block {
  const wide = inputs * expansion
  const names = (layer: string, norm: number) => ({
    weights: `_blocks.${index}.${layer}.weight`,
    norm: `_blocks.${index}._bn${norm}`,
  })
  const plain = { kernel: 1, stride: 1 }
  const expand: Layer = {
    ...plain,
    kind: 'conv',
    inputs,
    outputs: wide,
    isActivated: true,
    names: names('_expand_conv', 0),
  }
  const filter: Layer = { kind: 'depthwise', kernel, stride, inputs: wide, outputs: wide, isActivated: true, names: names('_depthwise_conv', 1) } // prettier-ignore
  const project: Layer = {
    ...plain,
    kind: 'conv',
    inputs: wide,
    outputs,
    isActivated: false,
    names: names('_project_conv', 2),
  }
  return {
    layers: expansion === 1 ? [filter, project] : [expand, filter, project],
    isAdded: stride === 1 && inputs === outputs,
  }
}
