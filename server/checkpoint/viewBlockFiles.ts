import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { WholeFile } from '../system/writeWhole.js'
import type { DenseLayer } from './network.js'
import { readNetwork, writeNetwork } from './networkFiles.js'
import { VIEW_TAPS, type ViewBlock } from './viewBlock.js'

/**
 * Folder in the checkpoint's folder. For each of the layers below it holds a folder with a LayersModel of that layer.
 */
const FOLDER = 'views'
const LAYERS = ['early', 'block', 'head', 'whole'] as const

/** The files of a view block. The layers are stored in 16 bits, which changes no measured figure. */
export const printViewBlock = (folder: string, views: ViewBlock): WholeFile[] =>
  LAYERS.flatMap((name): WholeFile[] => {
    const { model, weights } = writeNetwork([views[name]], 'uint16')
    const place = join(folder, FOLDER, name)
    return [
      [join(place, 'weights.bin'), new Uint8Array(weights)],
      [join(place, 'model.json'), JSON.stringify(model)],
    ]
  })

/** Reads what printViewBlock printed. @throws Error when a file is missing, or the layers do not belong together */
export async function loadViewBlock(folder: string): Promise<ViewBlock> {
  const load = async (name: string): Promise<DenseLayer> => {
    const place = join(folder, FOLDER, name)
    const model = JSON.parse(await readFile(join(place, 'model.json'), 'utf8')) as unknown
    const weights = new Uint8Array(await readFile(join(place, 'weights.bin'))).buffer
    const [layer, ...others] = readNetwork({ model, weights })
    if (others.length > 0) throw new Error(`${FOLDER}/${name} has more than one layer`)
    return layer
  }
  const [early, block, head, whole] = await Promise.all(LAYERS.map(load))
  const views = { early, block, head, whole }
  const fit = VIEW_TAPS.every(({ name, width }) => views[name].inputs === width)
  if (!fit || whole.inputs !== early.outputs + block.outputs + head.outputs)
    throw new Error(`the layers in ${FOLDER} do not fit each other`)
  return views
}
