import type { Dirent, Stats } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, posix, relative, resolve, sep } from 'node:path'
import { ShapekinError } from '../../shared/errors.js'
import { isArchive } from '../mesh/archive/archive.js'
import { listArchive } from '../mesh/archive/listArchive.js'
import type { RefusedShape } from '../descriptor/describeSource.js'
import { isReadable, READ_EXTENSIONS, unreadExtensionOf, unreadSentence } from '../mesh/formats.js'
import type { MeshPlace } from '../mesh/readMeshBytes.js'
import { whyUnreadable } from '../system/whyUnreadable.js'
import { isInside, nameRoots, type Root } from './nameRoots.js'
import { readable, readableName } from './readableName.js'

/** A mesh file of a library; its place is absolute. */
export interface MeshFile extends MeshPlace {
  /**
   * Prefix from nameRoots, and the path below the given folder, with `/`: it is the same wherever the library lies. An
   * archive counts as a folder on that path: `kit.zip/chairs/oak.stl`.
   */
  readonly id: string
  /** Path below the given folder alone, with `/`; for a file that was given itself, its name. */
  readonly below: string
  /** Name of the folder that the file lies in; at the top of an archive, the name of the archive without `.zip`. */
  readonly class: string
}

export interface FoundFiles {
  /** In the order of their ids. */
  readonly files: readonly MeshFile[]
  /**
   * What has the name of a mesh or folder but can not be read: folders without permission, pipes, links that lead
   * nowhere; archives that are damaged or lie inside archives, and their entries that can not be unpacked.
   */
  readonly refused: readonly RefusedShape[]
  /** Files and folders that macOS leaves beside the real ones, `._chair.obj` and `__MACOSX`: they hold no mesh. */
  readonly passedOver: number
  /** By extension, the number of files in formats that can not be read. */
  readonly unread: ReadonlyMap<string, number>
}

/**
 * Finds the mesh files that are named or lie anywhere below named folders, each once. Links are followed. A folder
 * that is met twice is entered once, at the place where it really lies. A file that is named itself is taken whatever
 * its ending, so that the user learns why it is refused. Zip archives are entered like folders. What can not be read is
 * listed and ends nothing.
 *
 * @throws ShapekinError `input.notFound` for a path that is given and not there
 */
export async function findMeshFiles(paths: readonly string[]): Promise<FoundFiles> {
  const roots = nameRoots(paths)
  const walk = new Walk()
  for (const root of roots) {
    if ((await statGiven(root.path)).isDirectory()) await walk.enterRoot(root)
    else await walk.addGiven(root.path, root.prefix.slice(0, -1) || nameOf(root.path), nameOf(root.path))
  }
  await walk.followLinks()
  for (const path of paths) {
    const root = roots.find((each) => isInside(resolve(path), each.path))
    if (root === undefined || (await statGiven(path)).isDirectory()) continue
    const below = relative(root.path, path).split(sep).map(readable).join('/')
    await walk.addGiven(path, root.prefix + below, below)
  }
  return walk.found()
}

/**
 * Like findMeshFiles, but at least one must be found.
 * @throws ShapekinError `input.notFound`, `input.unreadable`, and `input.noMeshes`, which says what was seen instead
 */
export async function requireMeshFiles(paths: readonly string[]): Promise<FoundFiles> {
  const found = await findMeshFiles(paths)
  if (found.files.length > 0) return found
  if (found.refused.length === 0) {
    const seen = found.unread.size > 0 ? `; ${unreadSentence(found.unread)}` : ''
    throw new ShapekinError('input.noMeshes', { formats: READ_EXTENSIONS, path: paths.join(', '), seen })
  }
  const [{ id, message }] = found.refused
  throw new ShapekinError('input.unreadable', { path: id, reason: message })
}

const statGiven = (path: string): Promise<Stats> =>
  stat(path).catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')
      throw new ShapekinError('input.notFound', { path }, { cause })
    throw new ShapekinError('input.unreadable', { path, reason: whyUnreadable(cause) }, { cause })
  })

/** A folder that the walk has still to enter. */
interface Folder {
  readonly place: Buffer
  /** The folder's own name, as readable text. */
  readonly name: string
  /** Prefix of the root's ids. */
  readonly prefix: string
  /** Path below the root, ending with `/`; '' = the root. */
  readonly below: string
}

/** Names are read as bytes, because Node's text of a name that is not valid UTF-8 leads to no file. */
class Walk {
  private readonly files = new Map<string, MeshFile>()
  private readonly refused: RefusedShape[] = []
  private passedOver = 0
  private readonly unread = new Map<string, number>()
  private readonly entered = new Set<string>()
  private links: Folder[] = []

  found(): FoundFiles {
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
    return {
      files: [...this.files.values()].sort(byId),
      refused: this.refused.toSorted(byId),
      passedOver: this.passedOver,
      unread: this.unread,
    }
  }

  async addGiven(path: string, id: string, below: string): Promise<void> {
    if (isArchive(path)) await this.enterArchive(resolve(path), { id, below, class: nameOf(dirname(path)) })
    else this.files.set(id, { place: path, id, below, class: nameOf(dirname(path)) })
  }

  async enterRoot({ path, prefix }: Root): Promise<void> {
    await this.enter({ place: Buffer.from(path), name: nameOf(path), prefix, below: '' })
  }

  /**
   * Follows links after all roots were walked, because what a link leads to may have been met where it really lies.
   */
  async followLinks(): Promise<void> {
    while (this.links.length > 0) {
      const links = this.links
      this.links = []
      for (const link of links) await this.enter(link)
    }
  }

  private async enter(folder: Folder): Promise<void> {
    for (const child of await this.list(folder)) await this.meet(child, folder)
  }

  /** Entries of a folder, sorted by name; none when the folder was met before or can not be read. */
  private async list({ place, prefix, below }: Folder): Promise<Dirent<Buffer>[]> {
    try {
      const real = (await realpath(place, 'buffer')).toString('latin1')
      if (this.entered.has(real)) return []
      this.entered.add(real)
      const children = await readdir(place, { encoding: 'buffer', withFileTypes: true })
      return children.sort((a, b) => Buffer.compare(a.name, b.name))
    } catch (cause) {
      this.refuse((prefix + below).slice(0, -1) || '.', '', whyUnreadable(cause))
      return []
    }
  }

  private async meet(child: Dirent<Buffer>, { place: outer, name: label, prefix, below: way }: Folder): Promise<void> {
    const name = readableName(child.name)
    const isMesh = isReadable(name)
    if (isOfMacOs(name)) {
      if (isMesh || child.isDirectory()) this.passedOver++
      return
    }
    const place = Buffer.concat([outer, SLASH, child.name])
    const below = way + name
    const id = prefix + below
    const target = child.isSymbolicLink() ? await stat(place).catch((cause: unknown) => ({ cause })) : child
    if ('cause' in target) {
      const isGone = (target.cause as NodeJS.ErrnoException).code === 'ENOENT'
      if (isMesh || !isGone) this.refuse(id, label, whyUnreadable(target.cause))
    } else if (target.isDirectory()) {
      const folder = { place, name, prefix, below: `${below}/` }
      if (child.isSymbolicLink()) this.links.push(folder)
      else await this.enter(folder)
    } else if (target.isFile() && isArchive(name)) {
      await this.enterArchive(place, { id, below, class: label })
    } else if (!isMesh) {
      if (target.isFile()) this.countUnread(name)
    } else if (target.isFile()) {
      const isPlain = name === child.name.toString() && place.equals(Buffer.from(place.toString()))
      this.files.set(id, { place: isPlain ? place.toString() : place, id, below, class: label })
    } else this.refuse(id, label, kindOf(target))
  }

  /** Adds the files of an archive, named as if the archive were a folder. */
  private async enterArchive(place: string | Buffer, own: Pick<MeshFile, 'id' | 'below' | 'class'>): Promise<void> {
    const archive = await listArchive(place)
    if (archive.fault !== undefined) this.refuse(own.id, own.class, archive.fault, 'input.inArchive')
    const ownName = own.id.split('/').at(-1)?.slice(0, -'.zip'.length) ?? ''
    const labelOf = (way: string) => folderOf(way) ?? ownName
    for (const name of archive.files.keys()) {
      const way = readable(name)
      const [id, label] = [`${own.id}/${way}`, labelOf(way)]
      if (way.split('/').some(isOfMacOs)) this.passedOver += isReadable(way) ? 1 : 0
      else if (isArchive(way)) this.refuse(id, label, 'it is an archive in an archive', 'input.inArchive')
      else if (!isReadable(way)) this.countUnread(way)
      else this.files.set(id, { place, id, below: `${own.below}/${way}`, class: label, packed: { archive, name } })
    }
    for (const { name, reason } of archive.refused) {
      const way = readable(name)
      if (isReadable(way) || isArchive(way)) this.refuse(`${own.id}/${way}`, labelOf(way), reason, 'input.inArchive')
    }
  }

  private countUnread(name: string): void {
    const extension = unreadExtensionOf(name)
    if (extension !== undefined) this.unread.set(extension, (this.unread.get(extension) ?? 0) + 1)
  }

  private refuse(
    id: string,
    label: string,
    reason: string,
    why: 'input.unreadable' | 'input.inArchive' = 'input.unreadable',
  ): void {
    const { code, message } = new ShapekinError(why, { path: id, reason })
    this.refused.push({ id, class: label, code, message })
  }
}

/**
 * Name of the folder that a path in an archive leads to; undefined at the archive's top, and where the path leads out
 * of it.
 */
function folderOf(way: string): string | undefined {
  const name = posix.basename(posix.dirname(posix.normalize(way)))
  return ['', '.', '..'].includes(name) ? undefined : name
}

const nameOf = (path: string): string => readable(basename(path))

const SLASH = Buffer.from('/')

/**
 * Resource forks and folder settings. Archives made by macOS leave them beside the real files when they are unpacked
 * elsewhere.
 */
const isOfMacOs = (name: string): boolean => name.startsWith('._') || name === '__MACOSX'

/** Names a kind of entry that has the name of a mesh but is not a file: reading it might never end. */
function kindOf(target: Pick<Stats, 'isFIFO' | 'isSocket'>): string {
  if (target.isFIFO()) return 'it is a pipe, no file'
  return target.isSocket() ? 'it is a socket, no file' : 'it is a device, no file'
}
