import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { WholeFile } from '../system/writeWhole.js'
import type { DenseLayer } from './network.js'
import { readNetwork, writeNetwork } from './networkFiles.js'
import { tapsWithLayers, type TapName, type ViewBlock } from './viewBlock.js'

/**
 * Folder in the checkpoint's folder. It holds a folder with a LayersModel for the layer of each tap, which bears the
 * tap's name, and one for the layer `whole`.
 */
const FOLDER = 'views'
const WHOLE = 'whole'

/** The files of a view block. The layers are stored in 16 bits, which changes no measured figure. */
export const printViewBlock = (folder: string, { taps, whole }: ViewBlock): WholeFile[] =>
  [...tapsWithLayers(taps), { name: WHOLE, layer: whole }].flatMap(({ name, layer }): WholeFile[] => {
    const { model, weights } = writeNetwork([layer], 'uint16')
    const place = join(folder, FOLDER, name)
    return [
      [join(place, 'weights.bin'), new Uint8Array(weights)],
      [join(place, 'model.json'), JSON.stringify(model)],
    ]
  })

/**
 * Reads what printViewBlock printed.
 *
 * @param names the taps that have a layer
 * @throws Error when a file is missing, or the layers do not belong together
 */
export async function loadViewBlock(folder: string, names: readonly TapName[]): Promise<ViewBlock> {
  const load = async (name: string): Promise<DenseLayer> => {
    const place = join(folder, FOLDER, name)
    const model = JSON.parse(await readFile(join(place, 'model.json'), 'utf8')) as unknown
    const weights = new Uint8Array(await readFile(join(place, 'weights.bin'))).buffer
    const [layer, ...others] = readNetwork({ model, weights })
    if (others.length > 0) throw new Error(`${FOLDER}/${name} has more than one layer`)
    return layer
  }
  const [whole, ...layers] = await Promise.all([WHOLE, ...names].map(load))
  const views = { taps: Object.fromEntries(names.map((name, i) => [name, layers[i]])), whole }
  const taps = tapsWithLayers(views.taps)
  const fit = taps.every(({ layer, width }) => layer.inputs === width)
  if (!fit || whole.inputs !== taps.reduce((sum, { layer }) => sum + layer.outputs, 0))
    throw new Error(`the layers in ${FOLDER} do not fit each other`)
  return views
}
