import { ShapekinError } from '../../shared/errors.js'
import type { ExportName } from '../../shared/schema/shownExports.js'
import type { Progress } from '../../shared/progress.js'
import type { FamilyNotes, FamilyWish } from '../../shared/schema/familyNotes.js'
import type { NeighborMapProgress } from '../../shared/schema/liveEvent.js'
import type {
  SaidOfShape,
  ShapeDetail,
  ShownMeasures,
  ShownPlaces,
  ShownShapes,
  ShownTree,
} from '../../shared/schema/shownShapes.js'
import { groupName } from '../../shared/groupName.js'
import type { Cut } from '../cluster/grouping.js'
import { KeptThread } from '../executor/keptThread.js'
import { onThread } from '../executor/onThread.js'
import type exportWork from './exportShapesWorker.js'
import type gatherWork from './gatherShapesWorker.js'
import type placeByNeighbors from './neighborMapWorker.js'
import { secondsLeft } from '../run/secondsLeft.js'
import { tellChanges } from '../run/tellChanges.js'
import { Remembered } from '../system/remembered.js'
import { forgetShape, sayApart, sayTogether } from './sayOfShapes.js'
import type { ShownVersion } from './rowsAtHand.js'
import { sheetRows } from './sheetFamilies.js'
import type detail from './shapeDetailWorker.js'
import type readMeasures from './shownMeasuresWorker.js'
import type shownTree from './shownTreeWorker.js'
import type { ShownPlace } from './openRows.js'
import type { Subject } from './subjects.js'

/** Subjects with a cut whose shapes are kept, and subjects whose map is kept. The largest take some MB each. */
const KEPT = 8

/** Finds what the page shows of runs, scenes and libraries, on threads that keep the rows of what was shown last. */
export class ShownResults {
  /**
   * One thread for each kind, so that a library that is grouped for the first time, which takes seconds, does not
   * delay a run.
   */
  private readonly threads: Record<ShownPlace['kind'], KeptThread> = {
    run: new KeptThread(),
    scene: new KeptThread(),
    library: new KeptThread(),
  }
  private readonly gathered = new Remembered<Omit<ShownShapes, 'notedIn'>>(KEPT)
  private readonly neighborMaps = new Remembered<ShownPlaces>(KEPT)
  private readonly ending = new AbortController()
  private lastChange: Promise<unknown> = Promise.resolve()

  /**
   * @param tell called with the progress of a map of neighbors
   * @param now  milliseconds of a clock that does not jump when the computer's clock is set
   * @param read the picture at an address of ShownShapes.pictures, as the bytes of a WebP file; undefined = none
   */
  constructor(
    private readonly tell: (progress: NeighborMapProgress) => void,
    private readonly now: () => number,
    private readonly read: (address: string) => Promise<Uint8Array | undefined>,
  ) {}

  /**
   * @param cut default: as the groups were made
   * @throws ShapekinError `cluster.groupsRange`, and as openRows
   */
  async shapes(subject: Subject, cut?: Cut): Promise<ShownShapes> {
    const notes = await subject.readNotes()
    const asked = `${subject.key} ${JSON.stringify([cut, notes])}`
    const gather = () =>
      this.thread(subject)<typeof gatherWork>('server/shown/gatherShapesWorker.js', {
        of: versionOf(subject),
        cut,
        notes,
      })
    return { ...(await this.gathered.get(asked, gather)), notedIn: subject.notedIn() }
  }

  /**
   * The places of shapes where neighbors stay neighbors: see neighborPlane. It takes seconds, on a thread of its own,
   * and its progress is reported.
   * @throws ShapekinError as neighborPlane, openRows
   */
  neighborMap({ key, place }: Subject): Promise<ShownPlaces> {
    const { signal } = this.ending
    const lay = () => {
      const began = this.now()
      const id = place.kind === 'library' ? '' : key
      let counts: Progress = { stage: '', done: 0, total: 0 }
      const tell = tellChanges(() => {
        const { done, total } = counts
        this.tell({ kind: place.kind, id, done, total, secondsLeft: secondsLeft(counts, this.now() - began) })
      }, this.now)
      const progress = (come: Progress) => tell((counts = come))
      return onThread<typeof placeByNeighbors>('server/shown/neighborMapWorker.js', place, { signal, progress })
    }
    return this.neighborMaps.get(key, lay)
  }

  /** @throws ShapekinError as `shapes`, and `shape.unknown` */
  async shape(subject: Subject, shape: string, cut?: Cut): Promise<ShapeDetail> {
    const notes = await subject.readNotes()
    const asked = { of: versionOf(subject), cut, notes, shape }
    const found = await this.thread(subject)<typeof detail>('server/shown/shapeDetailWorker.js', asked)
    return { ...found, groupName: groupName(await this.shapes(subject, cut), found.group) }
  }

  /** A file for another program. @throws ShapekinError as `shapes`, and as `neighborMap` for the map of neighbors */
  async export(subject: Subject, name: ExportName, cut?: Cut): Promise<Uint8Array> {
    const notes = await subject.readNotes()
    const neighbors = name.startsWith('neighbors') ? await this.neighborMap(subject) : undefined
    const pictures = name.startsWith('families') ? await this.sheetPictures(subject, cut) : undefined
    const asked = { of: versionOf(subject), cut, notes, name, neighbors, pictures }
    return this.thread(subject)<typeof exportWork>('server/shown/exportShapesWorker.js', asked)
  }

  /** @throws ShapekinError as openRows */
  tree(subject: Subject): Promise<ShownTree> {
    return this.thread(subject)<typeof shownTree>('server/shown/shownTreeWorker.js', versionOf(subject))
  }

  /** @throws ShapekinError as openRows */
  measures(subject: Subject): Promise<ShownMeasures> {
    return this.thread(subject)<typeof readMeasures>('server/shown/shownMeasuresWorker.js', versionOf(subject))
  }

  /** Ends the threads. */
  async close(): Promise<void> {
    this.ending.abort()
    await Promise.all(Object.values(this.threads).map((thread) => thread.close()))
  }

  /**
   * Names a group; the name is kept with the group's most typical shape.
   * @throws ShapekinError as `shapes`, and `run.noGroup`, `output.*`
   */
  async nameGroup(subject: Subject, group: number, name: string, cut?: Cut): Promise<void> {
    const { ids, groups, named } = await this.shapes(subject, cut)
    if (!(group in named)) throw new ShapekinError('run.noGroup', { group })
    const members = new Set(ids.filter((_, row) => groups[row] === group))
    const own = name === '' ? [] : [[ids[named[group].typical], name]]
    await this.changeNotes(subject, (notes) => {
      const others = Object.entries(notes.names).filter(([id]) => !members.has(id))
      return { ...notes, names: Object.fromEntries([...others, ...own]) as Record<string, string> }
    })
  }

  /**
   * Stores what a person says about a shape.
   * @returns the shapes with their groups after that
   * @throws ShapekinError as `shapes`, and `shape.unknown`, `output.*`
   */
  async say(subject: Subject, said: SaidOfShape, cut?: Cut): Promise<ShownShapes> {
    const { ids, groups } = await this.shapes(subject, cut)
    const rowOf = (id: string) => {
      const row = ids.indexOf(id)
      if (row < 0) throw new ShapekinError('shape.unknown', { key: id })
      return row
    }
    const own = rowOf(said.shape)
    const change = (wishes: readonly FamilyWish[]): readonly FamilyWish[] => {
      if (said.say === 'forget') return forgetShape(wishes, said.shape)
      if (said.say === 'together') return sayTogether(wishes, [said.shape, ids[rowOf(said.with)]])
      const family = ids.filter((_, row) => row !== own && groups[row] === groups[own])
      return family.length > 0 ? sayApart(wishes, said.shape, family) : wishes
    }
    await this.changeNotes(subject, (notes) => ({ ...notes, wishes: [...change(notes.wishes)] }))
    return this.shapes(subject, cut)
  }

  /** Changes notes after all changes that were asked for before, because each starts from what the last one wrote. */
  private changeNotes(subject: Subject, change: (notes: FamilyNotes) => FamilyNotes): Promise<void> {
    const changed = this.lastChange.then(async () => subject.writeNotes(change(await subject.readNotes())))
    this.lastChange = changed.catch(() => undefined)
    return changed
  }

  /** One after the other: those of a library are made from files, whose meshes may be large. */
  private async sheetPictures(subject: Subject, cut: Cut | undefined): Promise<Map<number, Uint8Array>> {
    const shown = await this.shapes(subject, cut)
    const pictures = new Map<number, Uint8Array>()
    for (const row of sheetRows(shown)) {
      const picture = shown.pictures[row] === '' ? undefined : await this.read(shown.pictures[row])
      if (picture) pictures.set(row, picture)
    }
    return pictures
  }

  private thread({ place }: Subject): KeptThread['run'] {
    return this.threads[place.kind].run
  }
}

const versionOf = ({ key, place }: Subject): ShownVersion => ({ key, place })
