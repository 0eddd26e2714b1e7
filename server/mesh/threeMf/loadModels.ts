import { ShapekinError } from '../../../shared/errors.js'
import { ModelParser, type Model } from './modelParser.js'
import type { ZipPackage } from './openPackage.js'

const USUAL_ROOT = '3D/3dmodel.model'
const RELATIONS = '_rels/.rels'
const MODEL_TYPE = 'http://schemas.microsoft.com/3dmanufacturing/2013/01/3dmodel'
const MAX_RELATION_BYTES = 2 ** 20

/** The model parts of a package by name; the first is the root, which says what is built. */
export interface Models {
  readonly root: string
  readonly parts: ReadonlyMap<string, Model>
}

/** All model parts that the root needs, each read once. @throws as ZipPackage and ModelParser */
export async function loadModels(zip: ZipPackage): Promise<Models> {
  const root = await findRoot(zip)
  const parts = new Map<string, Model>()
  const wanted = [root]
  for (const name of wanted) {
    if (parts.has(name)) continue
    const parser = new ModelParser(name)
    await zip.read(name, (piece) => parser.write(piece))
    const model = parser.end()
    parts.set(name, model)
    for (const { components } of model.objects.values()) for (const { part } of components) if (part) wanted.push(part)
    for (const { part } of model.items) if (part) wanted.push(part)
  }
  return { root, parts }
}

/** Name of the part that the package declares as its model, else the usual name. */
async function findRoot(zip: ZipPackage): Promise<string> {
  if (!zip.has(RELATIONS)) return USUAL_ROOT
  const pieces: Buffer[] = []
  let length = 0
  await zip.read(RELATIONS, (piece) => {
    length += piece.length
    if (length > MAX_RELATION_BYTES)
      throw new ShapekinError('mesh.tooLarge', {
        count: length,
        what: `bytes of ${RELATIONS}`,
        limit: MAX_RELATION_BYTES,
      })
    pieces.push(piece)
  })
  const relation = Buffer.concat(pieces)
    .toString()
    .match(/<Relationship\s[^>]{0,2000}>/gi)
    ?.find((tag) => tag.includes(MODEL_TYPE))
  return /\sTarget\s*=\s*["']([^"']{1,1000})["']/i.exec(relation ?? '')?.[1] ?? USUAL_ROOT
}
