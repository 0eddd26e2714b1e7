import type { Mesh } from './mesh.js'

/** One kind of mesh file. */
interface Format {
  /** As people say it. */
  readonly name: string
  /** Lower case, without the point; the first is what is written. */
  readonly extensions: readonly string[]
  /** It is read here: by its row in formatReaders.ts. */
  readonly isRead?: true
  /** A headless Blender reads it, with its own importer: what comes of it is in Blender's axes and units. */
  readonly isImported?: true
  /** Line ends in the name of the shape become blanks. */
  readonly write?: (mesh: Mesh, name: string) => Promise<Uint8Array | string>
  /** Which axis points up: by the format's own rule, as each file says, or by nobody's. */
  readonly up: 'y' | 'z' | 'file' | 'unsaid'
  /** Meters of a unit: by the format's own rule, as each file says, or by nobody's. Descriptions do not depend on it. */
  readonly unit: number | 'file' | 'unsaid'
  /** Whether one mesh can stand in a file once and in its scene many times. */
  readonly hasInstances: boolean
}

/**
 * Kinds of files that hold meshes. What nobody reads is known by its name only, so that it can be said that it was seen.
 * Help and sentences ask here, so no reader is loaded with it.
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
    unit: 0.001, // whatever unit the file has, it is brought to millimetres
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

/** Formats that are read here, those that a Blender reads, and those that are written. */
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

/** The part of a file name behind its last point, in lower case; a name that begins with its only point has none. */
const extensionOf = (path: string): string => /[^/\\]\.([^./\\]+)$/.exec(path)?.[1].toLowerCase() ?? ''

/** The file that an id names, where it is one shape of several, `car.obj#wheel`: up to the first `#` behind an extension that is read. */
export function fileOfShape(id: string): string {
  for (let at = id.indexOf('#'); at >= 0; at = id.indexOf('#', at + 1))
    if (isReadable(id.slice(0, at))) return id.slice(0, at)
  return id
}

/** The format that a file name promises, by its extension in any case; undefined = none that is read. */
export function meshFormatOf(path: string): MeshFormat | undefined {
  const name = FORMAT_OF.get(extensionOf(path))
  return name !== undefined && isRead(name) ? name : undefined
}

/** The format that a file name promises, if a headless Blender reads it. */
export function importedFormatOf(path: string): ImportedFormat | undefined {
  const name = FORMAT_OF.get(extensionOf(path))
  return name !== undefined && isImportedFormat(name) ? name : undefined
}

/** Whether a headless Blender reads a file, by its name. */
export const isImported = (path: string): boolean => importedFormatOf(path) !== undefined

/** Whether a file is read, here or by a Blender, by its name. */
export const isReadable = (path: string): boolean => meshFormatOf(path) !== undefined || isImported(path)

/** The extension of a file that holds meshes which are not read, `.step` say; undefined = it is read, or holds none. */
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

/** The names of the formats among these files and shapes of files that neither rule nor file says which axis points up in. */
export function namesWithoutUp(paths: readonly string[]): string[] {
  const names = paths.flatMap((path) => meshFormatOf(fileOfShape(path)) ?? [])
  return [...new Set(names)].filter((name) => FORMATS[name].up === 'unsaid').map((name) => FORMATS[name].name)
}
