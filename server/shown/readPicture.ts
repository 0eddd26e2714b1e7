import { readFile } from 'node:fs/promises'
import type { ServedLibrary } from '../library/kept/servedLibrary.js'
import type { ShapeStore } from '../run/shapeStore.js'

/**
 * Reads the picture of a shown shape: those of runs and scenes are kept, those of a library are made from its files.
 *
 * @param address of `ShownShapes.pictures`
 * @returns       the bytes of a WebP file; undefined where there is no picture, or its file is gone
 */
export async function readPicture(
  address: string,
  { shapes, library }: { readonly shapes: ShapeStore; readonly library: ServedLibrary | undefined },
): Promise<Uint8Array | undefined> {
  const [place, ...parts] = address.split('/')
  try {
    if (place === 'thumbnails') return await readFile(shapes.picturePath(parts[0]))
    return await library?.thumbnail(library.shape(parts[1]))
  } catch {
    return undefined // the sheet leaves its place empty
  }
}
