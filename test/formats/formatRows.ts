import type { FormatRow } from './formatRow.js'
import { OBJ_ROWS } from './objRows.js'
import { OFF_ROWS, PLY_ROWS } from './polygonRows.js'
import { gltfRows, THREE_MF_ROWS } from './sceneRows.js'
import { STL_ROWS } from './stlRows.js'

/** Every feature of the formats that are read without a Blender, in the order of docs/formats.md. */
export const formatRows = async (): Promise<readonly FormatRow[]> => [
  ...STL_ROWS,
  ...OBJ_ROWS,
  ...(await gltfRows()),
  ...PLY_ROWS,
  ...OFF_ROWS,
  ...THREE_MF_ROWS,
]
