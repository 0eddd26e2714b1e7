import type { Mesh } from './mesh.js'

/** One kind of mesh file. */
interface Format {
  /** Name of the format as people say it. */
  readonly name: string
  /** In lower case, without the point; the first one is used for writing. */
  readonly extensions: readonly string[]
  /** This program reads the format; its reader is in formatReaders.ts. */
  readonly isRead?: true
  /** A headless Blender reads the format with its own importer. The mesh is then in Blender's axes and units. */
  readonly isImported?: true
  /** Writes a mesh. Line ends in the name of the shape become blanks. */
  readonly write?: (mesh: Mesh, name: string) => Promise<Uint8Array | string>
  /**
   * Which axis points up: `y` or `z` by the format's own rule; `file` where each file says it; `unsaid` where nothing
   * does.
   */
  readonly up: 'y' | 'z' | 'file' | 'unsaid'
  /**
   * Meters in a unit: a number by the format's own rule; `file` where each file says it; `unsaid` where nothing does.
   * Descriptions do not depend on it.
   */
  readonly unit: number | 'file' | 'unsaid'
  /** Whether a mesh can be stored once and be shown many times in the file's scene. */
  readonly hasInstances: boolean
}

/**
 * Kinds of files that hold meshes. Formats that can not be read are listed by name only, so that the user can be told
 * that such files were seen. Help and error messages use this table, so it loads no reader.
 */
const TABLE = {
  stl: {
    name: 'STL',
    extensions: ['stl'],
    isRead: true,
    write: async (mesh: Mesh) => (await import('./writeStl.js')).writeStl(mesh),
    up: 'unsaid',
    unit: 'unsaid',
    hasInstances: false,
  },
  obj: {
    name: 'OBJ',
    extensions: ['obj'],
    isRead: true,
    write: async (mesh: Mesh, name: string) => (await import('./writeObj.js')).writeObj(mesh, name),
    up: 'y', // a convention that nearly all writers keep; the format has no rule
    unit: 'unsaid',
    hasInstances: false,
  },
  gltf: {
    name: 'glTF',
    extensions: ['glb', 'gltf'],
    isRead: true,
    write: async (mesh: Mesh, name: string) => (await import('./gltf/writeGlb.js')).writeGlb(mesh, name),
    up: 'y',
    unit: 1,
    hasInstances: true,
  },
  ply: {
    name: 'PLY',
    extensions: ['ply'],
    isRead: true,
    write: async (mesh: Mesh) => (await import('./ply/writePly.js')).writePly(mesh),
    up: 'unsaid',
    unit: 'unsaid',
    hasInstances: false,
  },
  off: { name: 'OFF', extensions: ['off'], isRead: true, up: 'unsaid', unit: 'unsaid', hasInstances: false },
  threeMf: {
    name: '3MF',
    extensions: ['3mf'],
    isRead: true,
    up: 'z',
    unit: 0.001, // the reader converts any unit of the file to millimetres
    hasInstances: true,
  },
  amf: { name: 'AMF', extensions: ['amf'], up: 'z', unit: 'file', hasInstances: true },
  fbx: { name: 'FBX', extensions: ['fbx'], isImported: true, up: 'z', unit: 1, hasInstances: true },
  collada: { name: 'COLLADA', extensions: ['dae'], isImported: true, up: 'z', unit: 1, hasInstances: true },
  usd: {
    name: 'USD',
    extensions: ['usd', 'usda', 'usdc', 'usdz'],
    isImported: true,
    up: 'z',
    unit: 1,
    hasInstances: true,
  },
  alembic: { name: 'Alembic', extensions: ['abc'], isImported: true, up: 'z', unit: 'unsaid', hasInstances: true },
  x3d: { name: 'X3D', extensions: ['x3d', 'wrl'], isImported: true, up: 'z', unit: 1, hasInstances: true },
  threeDs: { name: '3DS', extensions: ['3ds'], up: 'z', unit: 'file', hasInstances: true },
  lightwave: { name: 'LWO', extensions: ['lwo'], up: 'y', unit: 1, hasInstances: false },
  step: { name: 'STEP', extensions: ['step', 'stp'], up: 'unsaid', unit: 'file', hasInstances: true },
  iges: { name: 'IGES', extensions: ['iges', 'igs'], up: 'unsaid', unit: 'file', hasInstances: true },
  blend: { name: 'Blender', extensions: ['blend'], isImported: true, up: 'z', unit: 'file', hasInstances: true },
  max: { name: '3ds Max', extensions: ['max'], up: 'z', unit: 'file', hasInstances: true },
  cinema4d: { name: 'Cinema 4D', extensions: ['c4d'], up: 'y', unit: 'file', hasInstances: true },
} as const satisfies Record<string, Format>

type FormatName = keyof typeof TABLE
type NamesWith<Does> = { [Name in FormatName]: (typeof TABLE)[Name] extends Does ? Name : never }[FormatName]

/** Formats that this program reads, formats that a Blender reads, and formats that are written. */
export type MeshFormat = NamesWith<{ isRead: true }>
export type ImportedFormat = NamesWith<{ isImported: true }>
export type WrittenFormat = NamesWith<{ write: unknown }>

export const FORMATS: Readonly<Record<FormatName, Format>> & typeof TABLE = TABLE

const NAMES = Object.keys(TABLE) as FormatName[]
const isRead = (name: FormatName): name is MeshFormat => FORMATS[name].isRead === true
const isWritten = (name: FormatName): name is WrittenFormat => FORMATS[name].write !== undefined
const isImportedFormat = (name: FormatName): name is ImportedFormat => FORMATS[name].isImported === true
const READ: readonly MeshFormat[] = NAMES.filter(isRead)
const IMPORTED: readonly ImportedFormat[] = NAMES.filter(isImportedFormat)
export const WRITTEN_FORMATS: readonly WrittenFormat[] = NAMES.filter(isWritten)

const FORMAT_OF = new Map(NAMES.flatMap((name) => FORMATS[name].extensions.map((extension) => [extension, name])))

/** The part of a file name after its last point, in lower case; '' where the only point is the first character. */
const extensionOf = (path: string): string => /[^/\\]\.([^./\\]+)$/.exec(path)?.[1].toLowerCase() ?? ''

/**
 * The file that an id belongs to. For one shape of several, `car.obj#wheel`, that is the text before the first `#`
 * after an extension that is read.
 */
export function fileOfShape(id: string): string {
  for (let at = id.indexOf('#'); at >= 0; at = id.indexOf('#', at + 1))
    if (isReadable(id.slice(0, at))) return id.slice(0, at)
  return id
}

/**
 * The format that a file name stands for, by its extension in upper or lower case; undefined where it is not read
 * here.
 */
export function meshFormatOf(path: string): MeshFormat | undefined {
  const name = FORMAT_OF.get(extensionOf(path))
  return name !== undefined && isRead(name) ? name : undefined
}

/** The format that a file name stands for, if a headless Blender reads it. */
export function importedFormatOf(path: string): ImportedFormat | undefined {
  const name = FORMAT_OF.get(extensionOf(path))
  return name !== undefined && isImportedFormat(name) ? name : undefined
}

/** Whether a headless Blender reads a file, by its name. */
export const isImported = (path: string): boolean => importedFormatOf(path) !== undefined

/** Whether a file is read, here or by a Blender, by its name. */
export const isReadable = (path: string): boolean => meshFormatOf(path) !== undefined || isImported(path)

/**
 * The extension of a file whose format holds meshes but can not be read, such as `.step`; undefined for other files.
 */
export function unreadExtensionOf(path: string): string | undefined {
  const extension = extensionOf(path)
  return FORMAT_OF.has(extension) && !isReadable(path) ? `.${extension}` : undefined
}

/** `STL, OBJ; through Blender FBX, USD`: for sentences and help. */
export const READ_NAMES = [READ, IMPORTED]
  .map((names: readonly FormatName[]) => names.map((name) => FORMATS[name].name).join(', '))
  .join('; through Blender ')

/** `.stl or .obj` */
export const READ_EXTENSIONS = new Intl.ListFormat('en', { type: 'disjunction' }).format(
  [...READ, ...IMPORTED].flatMap((name) => FORMATS[name].extensions.map((end) => `.${end}`)),
)

/** `1,545 .glb and 2 .fbx files were seen, which are not read`; empty where there are none. */
export function unreadSentence(unread: ReadonlyMap<string, number>): string {
  const kinds = [...unread].sort(([, a], [, b]) => b - a).map(([end, count]) => `${count.toLocaleString('en')} ${end}`)
  const total = [...unread.values()].reduce((sum, count) => sum + count, 0)
  if (total === 0) return ''
  return `${kinds.join(' and ')} ${total === 1 ? 'file was seen, which is' : 'files were seen, which are'} not read`
}

/**
 * Names of the formats of these files, or shapes of files, for which neither a rule nor the file says which axis
 * points up.
 */
export function namesWithoutUp(paths: readonly string[]): string[] {
  const names = paths.flatMap((path) => meshFormatOf(fileOfShape(path)) ?? [])
  return [...new Set(names)].filter((name) => FORMATS[name].up === 'unsaid').map((name) => FORMATS[name].name)
}
