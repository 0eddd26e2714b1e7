import { FORMATS } from '../../server/mesh/formats.js'

/** A row of docs/formats.md of files that a Blender reads; test/blender/importFiles.test.ts holds those with a file. */
interface ImportedRow {
  readonly format: string
  readonly feature: string
  /** As export_scene.py writes it. */
  readonly file?: string
  readonly isRead: boolean
  readonly witness: string
}

const OBJECTS = 'objects, turned, stretched, mirrored; modifiers'
const scene = (format: string, file: string, feature = OBJECTS): ImportedRow => ({
  format,
  feature,
  file,
  isRead: true,
  witness: 'the scene before a Blender wrote it',
})

export const IMPORTED_ROWS: readonly ImportedRow[] = [
  scene('FBX', 'kit.fbx'),
  scene('USD', 'kit.usda', `\`usda\`: ${OBJECTS}`),
  scene('USD', 'kit.usdc', `\`usdc\`: ${OBJECTS}`),
  scene('USD', 'kit.usd', `\`usd\`: ${OBJECTS}`),
  scene('USD', 'kit.usdz', `\`usdz\`: ${OBJECTS}`),
  scene('Alembic', 'kit.abc'),
  scene('COLLADA', 'kit.dae'),
  scene('X3D', 'kit.x3d'),
  scene('Blender', 'kit.blend', `${OBJECTS}; texts, instances of collections; what is hidden is left out`),
  { format: 'VRML', feature: 'face sets, moved', file: 'block.wrl', isRead: true, witness: 'its polygons' },
  { format: 'VRML', feature: 'VRML 1.0', isRead: false, witness: 'refused: `mesh.unsupported`' },
  ...Object.values(FORMATS).flatMap((format): ImportedRow[] =>
    'isRead' in format || 'isImported' in format
      ? []
      : [{ format: format.name, feature: 'anything', isRead: false, witness: 'counted, and said' }],
  ),
]
