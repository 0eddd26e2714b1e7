import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Logger } from 'pino'
import { ShapekinError, toShapekinError } from '../../../shared/errors.js'
import type { FamilyNotes } from '../../../shared/schema/familyNotes.js'
import type { Progress } from '../../../shared/progress.js'
import type {
  DuplicatesView,
  FamiliesView,
  HistogramView,
  LibraryFolders,
  LibraryShapeView,
  LibraryView,
  ShapesPage,
  SimilarView,
  SortedView,
  TableQuery,
} from '../../../shared/schema/library.js'
import { currentSpace } from '../../catalog/catalogSpace.js'
import { readFamilyNotes, writeFamilyNotes } from '../../catalog/familyNotesRow.js'
import { filesVersion } from '../../catalog/fileRows.js'
import { openCatalog } from '../../catalog/openCatalog.js'
import { readRoots } from '../../catalog/rootRows.js'
import {
  countShapes,
  descriptionFinder,
  findShape,
  listShapes,
  shapeNumbers,
  shapesOfFile,
  type LibraryShape,
  type ShapeFilter,
} from '../../catalog/shapeRows.js'
import type { SqlFile } from '../../catalog/sqlFile.js'
import type { Cut } from '../../cluster/grouping.js'
import { contentKey } from '../../descriptor/contentKey.js'
import { KeptThread } from '../../executor/keptThread.js'
import { onThread } from '../../executor/onThread.js'
import { upToDraw } from '../../mesh/upInFile.js'
import { importedFormatOf, meshFormatOf, READ_NAMES } from '../../mesh/formats.js'
import { nameDescriptor } from '../../table/compareDescriptors.js'
import { Remembered } from '../../system/remembered.js'
import { writeWhole } from '../../system/writeWhole.js'
import { isInside } from '../nameRoots.js'
import { addFolders, type AddRequest, type StudyRunner } from './addFolders.js'
import { duplicatesInLibrary, type LibraryDuplicates } from './duplicatesInLibrary.js'
import type backup from './backupWorker.js'
import type exportTable from './exportWorker.js'
import { groupLibrary } from './groupLibrary.js'
import { idBelow } from './idBelow.js'
import type { MeshForm } from './convertWorker.js'
import { LibraryMeshes } from './libraryMeshes.js'
import { familiesView, shapeView } from './libraryViews.js'
import { removeFolders } from './removeFolders.js'
import type searchLibrary from './searchWorker.js'
import type { SortKeptRequest } from './sortKept.js'
import type sort from './sortWorker.js'
import { StudyPool } from './studyPool.js'

/**
 * The library of a home as a server uses it: it stays open, and recent answers are kept. Folders are added one after
 * another.
 */
export class ServedLibrary {
  private opened: { readonly sql: SqlFile; readonly search: KeptThread } | undefined
  private readonly meshes = new LibraryMeshes()
  private files: { readonly at: string; readonly version: string } | undefined
  private readonly families = new Remembered<FamiliesView>()
  private readonly duplicates = new Remembered<DuplicatesView>()
  private readonly sorted = new Remembered<SortedView>()
  private readonly ending = new AbortController()
  /** Stays open between calls, because a thread takes a second to load the network of views. */
  private readonly ownPool = new StudyPool()
  /** Folders of uploads that wait for their turn, which they share. */
  private uploaded: { readonly folders: string[]; readonly turn: Promise<unknown> } | undefined
  private turn: Promise<unknown> = Promise.resolve()
  private adding: LibraryView['adding'] = null
  /** Stops the adding of folders that began last. */
  private stopping = new AbortController()
  private comparing: LibraryView['comparing'] = null
  private problem: LibraryView['problem'] = null

  /**
   * @param path    of the catalog
   * @param uploads folder of uploaded files
   * @param runner  studies the meshes; default threads of this process
   * @param changed called when the adding of folders or the search for duplicates reaches another step, and with null
   *   when it ends
   */
  constructor(
    readonly path: string,
    private readonly uploads: string,
    private readonly log: Logger,
    private readonly changed: (standing: LibraryView['comparing']) => void = () => undefined,
    private readonly runner: StudyRunner | undefined = undefined,
  ) {}

  /** @throws ShapekinError as openCatalog, as do all methods below */
  view(): LibraryView {
    const { adding, comparing, problem } = this
    const counts = this.counts()
    if (counts === undefined)
      return { files: 0, shapes: 0, refused: 0, space: null, version: '', folders: [], adding, comparing, problem }
    const { sql } = this.open()
    const space = currentSpace(sql)
    const folders = readRoots(sql).map(({ path, prefix, up, split }) => ({ path, prefix, up, split }))
    const version = this.shapesVersion()
    const named = space ? nameDescriptor(space.placed) : null
    return { ...counts, space: named, version, folders, adding, comparing, problem }
  }

  /** Counts of the library; undefined when there is none. */
  counts(): ReturnType<typeof countShapes> | undefined {
    return this.opened === undefined && !existsSync(this.path) ? undefined : countShapes(this.open().sql)
  }

  page(filter: ShapeFilter, page: { readonly offset: number; readonly limit: number }): ShapesPage {
    const { shapes, total } = listShapes(this.open().sql, filter, page)
    return { total, offset: page.offset, shapes: shapes.map(shapeView) }
  }

  /** @throws ShapekinError `library.unknownNumber` */
  shape(number: string): LibraryShape {
    const found = findShape(this.open().sql, number)
    if (found === undefined) throw new ShapekinError('library.unknownNumber', { number })
    return found
  }

  /** @throws ShapekinError `library.noMesh` for a shape without numbers */
  async similar(number: string, k: number): Promise<SimilarView> {
    const { id, status } = this.shape(number)
    if (status !== 'ok') throw new ShapekinError('library.noMesh', { id })
    return this.open().search.run<typeof searchLibrary>('server/library/kept/searchWorker.js', {
      path: this.path,
      id,
      k,
    })
  }

  /** A text that changes when the shapes change, or what they are compared by. */
  shapesVersion(): string {
    return `${currentSpace(this.open().sql)?.id}-${this.filesVersion()}`
  }

  /** See filesVersion of the catalog, which reads all files; this only reads them after a change. */
  private filesVersion(): string {
    const { sql } = this.open()
    const at = sql.version()
    if (this.files?.at !== at) this.files = { at, version: filesVersion(sql) }
    return this.files.version
  }

  readNotes(): FamilyNotes {
    return readFamilyNotes(this.open().sql)
  }

  writeNotes(notes: FamilyNotes): void {
    writeFamilyNotes(this.open().sql, notes)
  }

  group(cut: Cut): Promise<FamiliesView> {
    const { sql } = this.open()
    return this.families.get(`${sql.version()} ${JSON.stringify(cut)}`, async () =>
      familiesView(await groupLibrary(sql, { cut }, this.work()), shapeNumbers(sql)),
    )
  }

  /** @param tolerance percent of the size, 0 ... 10 */
  findDuplicates(tolerance: number): Promise<DuplicatesView> {
    const { sql } = this.open()
    return this.duplicates.get(`${this.filesVersion()} ${tolerance}`, async () => {
      const { shapes, duplicates, ups } = await this.compare(sql, tolerance)
      const numbers = shapeNumbers(sql)
      const named = (id: string) => ({ number: numbers.get(id) ?? '', id, up: upToDraw(id, ups.get(id) ?? 'none') })
      return {
        shapes,
        duplicates: duplicates.map(({ id, of, class: _, triangles: [own, other], ...evidence }) => ({
          ...evidence,
          ...named(id),
          changes: [...evidence.changes],
          transform: [...evidence.transform],
          triangles: [own, other],
          of: named(of),
        })),
      }
    })
  }

  private async compare(sql: SqlFile, tolerance: number): Promise<LibraryDuplicates> {
    const progress = ({ stage, done, total }: Progress) => {
      this.comparing = { stage, done, total }
      this.changed(this.comparing)
    }
    try {
      return await duplicatesInLibrary(sql, tolerance, { ...this.work(), progress })
    } finally {
      this.comparing = null
      this.changed(null)
    }
  }

  /**
   * The duplicates of a shape, and the shapes that it is a duplicate of; parameters as findDuplicates.
   * @throws ShapekinError `library.unknownNumber`
   */
  async duplicatesOf(number: string, tolerance: number): Promise<DuplicatesView> {
    this.shape(number)
    const { shapes, duplicates } = await this.findDuplicates(tolerance)
    return { shapes, duplicates: duplicates.filter((each) => each.number === number || each.of.number === number) }
  }

  /** @throws ShapekinError `library.unknownNumber`, `library.noMesh` for a shape without numbers */
  histogram(number: string): HistogramView {
    const { id, status } = this.shape(number)
    const { sql } = this.open()
    const [values, space] = [descriptionFinder(sql)(number), currentSpace(sql)]
    if (status !== 'ok' || values === undefined || space === undefined)
      throw new ShapekinError('library.noMesh', { id })
    return { number, id, descriptor: nameDescriptor(space.described), values: Array.from(values) }
  }

  /** The library as a table; see exportLibrary. */
  table({ what, format }: TableQuery): Promise<Buffer> {
    const { path } = this.open().sql
    return inFolder(async (folder) => {
      const out = join(folder, `library.${format}`)
      await onThread<typeof exportTable>(
        'server/library/kept/exportWorker.js',
        { path, out, what, format },
        this.work(),
      )
      return readFile(out)
    })
  }

  /** Sorts the shapes that lie in no class folder. @throws ShapekinError as sortKept */
  sort(request: SortKeptRequest): Promise<SortedView> {
    const { sql } = this.open()
    return this.sorted.get(`${sql.version()} ${JSON.stringify(request)}`, () =>
      onThread<typeof sort>('server/library/kept/sortWorker.js', { path: sql.path, request }, this.work()),
    )
  }

  /**
   * Makes a copy of the catalog for as long as `use` works.
   * @param use called with the path of the copy, which is deleted afterwards
   * @throws ShapekinError as backupCatalog
   */
  withBackup<Result>(use: (file: string) => Promise<Result>): Promise<Result> {
    const { path } = this.open().sql
    return inFolder(async (folder) => {
      const out = join(folder, 'library.sqlite')
      await onThread<typeof backup>('server/library/kept/backupWorker.js', { path, out }, this.work())
      return use(out)
    })
  }

  /**
   * Removes a folder from the library, after all work that was asked for before.
   * @throws ShapekinError `library.unknownFolder`
   */
  async remove(folder: string): Promise<LibraryView> {
    const turn = this.turn.catch(() => undefined).then(() => removeFolders(this.open().sql, [folder]))
    this.turn = turn
    await turn
    return this.view()
  }

  mesh(shape: LibraryShape, format: MeshForm): Promise<Uint8Array> {
    return this.meshes.convert(this.open().sql, shape, format)
  }

  thumbnail(shape: LibraryShape): Promise<Uint8Array> {
    return this.meshes.draw(this.open().sql, shape)
  }

  /** Starts to add folders, after all work that was asked for before. */
  add({ folders, ...how }: LibraryFolders): void {
    const stopping = new AbortController()
    const began = () => (this.stopping = stopping)
    void this.inTurn({ paths: folders, ...how }, began, stopping.signal).catch(() => undefined) // the view tells it as the problem
  }

  /**
   * Stops to add the folders that are being looked at; those that wait come next. What was described of them stays, and
   * when they are added again, the work goes on there.
   */
  stopAdding(): void {
    this.stopping.abort()
  }

  /**
   * Keeps an uploaded file and adds it to the library. The same content under the same name is kept once.
   *
   * @throws ShapekinError `input.unknownFormat`, `output.*`, and as addFolders
   */
  async upload(
    name: string,
    bytes: Uint8Array,
  ): Promise<{ readonly isNew: boolean; readonly shapes: LibraryShapeView[] }> {
    const format = meshFormatOf(name) ?? importedFormatOf(name)
    if (format === undefined) throw new ShapekinError('input.unknownFormat', { path: name, formats: READ_NAMES })
    const folder = join(this.uploads, contentKey({ bytes, format }).slice(0, 16))
    const place = join(folder, name)
    const isNew = !existsSync(place)
    if (isNew) await writeWhole(place, bytes)
    await this.addUploaded(folder)
    const { sql } = this.open()
    const root = readRoots(sql).find(({ path }) => path === this.uploads || isInside(this.uploads, path))
    return { isNew, shapes: root ? shapesOfFile(sql, idBelow(root, place)).map(shapeView) : [] }
  }

  async close(): Promise<void> {
    this.ending.abort()
    await this.turn.catch(() => undefined)
    await this.ownPool.close()
    await this.meshes.close()
    await this.opened?.search.close()
    this.opened?.sql.close()
  }

  /** Adds the file in a folder of uploads. Those that come while others are added are added together. */
  private addUploaded(folder: string): Promise<unknown> {
    if (this.uploaded === undefined) {
      const folders: string[] = []
      const turn = this.inTurn({ paths: [this.uploads], only: folders }, () => (this.uploaded = undefined))
      this.uploaded = { folders, turn }
    }
    const { folders, turn } = this.uploaded
    if (!folders.includes(folder)) folders.push(folder)
    return turn
  }

  /**
   * @param began called when the request is read: it must not change any more
   * @param stop  aborted by a person, which is no problem to be told
   */
  private inTurn(request: AddRequest, began: () => void, stop?: AbortSignal): Promise<unknown> {
    const signal = stop ? AbortSignal.any([this.ending.signal, stop]) : this.ending.signal
    const folders = [...request.paths]
    const progress = ({ stage, done, total }: Progress) => {
      this.adding = { folders, stage, done, total }
      this.changed(this.adding)
    }
    const turn = this.turn
      .catch(() => undefined)
      .then(async () => {
        began()
        this.problem = null
        progress({ stage: 'look', done: 0, total: 0 })
        const { sql } = this.open(true)
        const {
          notes: _,
          unread: __,
          refused,
          ...counts
        } = await addFolders(sql, request, { progress, signal }, this.runner ?? this.ownPool)
        this.log.info({ folders, ...counts, refused: refused.length }, 'library brought up to date')
      })
      .catch((cause: unknown) => {
        const { code, message } = toShapekinError(cause)
        if (!stop?.aborted) this.problem = { code, message }
        this.log.warn({ folders, code, error: message }, 'library not brought up to date')
        throw cause
      })
      .finally(() => {
        this.adding = null
        this.changed(null)
      })
    this.turn = turn
    return turn
  }

  private open(make = false): { readonly sql: SqlFile; readonly search: KeptThread } {
    if (this.opened === undefined) {
      const sql = openCatalog(this.path, make)
      this.opened = { sql, search: new KeptThread() }
    }
    return this.opened
  }

  private work() {
    return { signal: this.ending.signal, progress: () => undefined }
  }
}

/** Does work with a temporary folder, which is deleted afterwards. */
async function inFolder<Result>(work: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'shapekin-library-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
