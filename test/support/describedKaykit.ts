import { shapeDescriptor } from '../../server/descriptor/shape/shapeDescriptor.js'
import { checkMesh } from '../../server/mesh/checkMesh.js'
import { labelledFolder } from './labelledFolder.js'
import { onceInRun } from './onceInRun.js'
import { readMeshFile } from './readMeshFile.js'

/**
 * The numbers of all of KayKit's objects, described once in a run of the tests, in the order of labelledFolder: half a minute of a
 * core for each way to stand.
 */
export async function describedKaykit(folder: string, up: 'y' | 'none'): Promise<Float32Array[]> {
  const rows = await onceInRun(`kaykit-${up}.json`, async () => {
    const rows: string[] = []
    for (const { path } of labelledFolder(folder, 'folder')) {
      const { buffer } = shapeDescriptor(checkMesh(await readMeshFile(path)), up)
      rows.push(Buffer.from(buffer).toString('base64'))
    }
    return rows
  })
  return rows.map((row) => new Float32Array(new Uint8Array(Buffer.from(row, 'base64')).buffer))
}
