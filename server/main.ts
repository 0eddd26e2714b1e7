import { join } from 'node:path'
import { answerBlender } from './answerBlender.js'
import { removeStaleFolders } from './blender/ownFolder.js'
import { KeptBlender } from './blender/keptBlender.js'
import { workerBlenders } from './blender/workerBlenders.js'
import type { Config } from './config.js'
import { DescribePool } from './descriptor/describePool.js'
import { withKeptChild } from './executor/withKeptChild.js'
import { openHome, type Home } from './system/home.js'
import { HomeLock } from './system/homeLock.js'
import { Access } from './http/access.js'
import { AllowedFolders } from './http/allowedFolders.js'
import { EventLog } from './http/eventLog.js'
import { listen } from './http/listen.js'
import { namesOf } from './http/namesOf.js'
import { onFirstRequest } from './http/onFirstRequest.js'
import { openHttpServer } from './http/openHttpServer.js'
import type { LiveEvent } from '../shared/schema/liveEvent.js'
import type { ThumbnailOptions } from './library/thumbnailWorker.js'
import { MeshPool } from './mesh/meshPool.js'
import { Checkpoints } from './run/checkpoints.js'
import { LiveRuns } from './run/liveRuns.js'
import { keepPictures } from './run/keepPictures.js'
import { ShapeStore } from './run/shapeStore.js'
import { tellChanges } from './run/tellChanges.js'
import { tellScenes } from './run/tellScenes.js'
import { watchRun } from './run/watchRun.js'
import { Runs } from './run/runs.js'
import { newRunId } from './run/newRunId.js'
import { RunStore } from './run/runStore.js'
import { Scenes } from './run/scenes.js'
import { SceneStore } from './run/sceneStore.js'
import { PICTURES_NOTE, readKeptPictures } from './run/keptPictures.js'
import { LinkedNotes } from './shown/linkedNotes.js'
import { readPicture } from './shown/readPicture.js'
import { ShownResults } from './shown/shownResults.js'
import { PROJECT_ROOT } from './system/projectRoot.js'
import { openLog } from './system/openLog.js'
import type { MeshSource } from './mesh/meshSource.js'
import { runExperiment } from './pipeline.js'
import { buildByWorkers } from './queue/buildByWorkers.js'
import type { FleetPlace } from './queue/enterFleet.js'
import type { ShapeDrawing } from './recipe/drawing.js'
import { workOnScene } from './scenePipeline.js'
import { Blenders } from './session/blenders.js'
import { LinkedSelection } from './session/linkedSelection.js'
import { RunColors } from './session/runColors.js'
import type { BlenderSource } from './session/borrowBlender.js'
import type { OnReplaced } from './session/replaceLost.js'
import { ShapeBuilder } from './session/shapeBuilder.js'
import { withShapes } from './session/withShapes.js'
import { libraryPath } from './library/kept/libraryPath.js'
import type { ServedLibrary } from './library/kept/servedLibrary.js'
import { openWebSockets } from './http/openWebSockets.js'
import { VERSIONS } from './system/versions.js'

export interface Shapekin {
  /** `http://127.0.0.1:8642` */
  readonly address: string
  readonly home: Home
  readonly runs: Runs
  readonly scenes: Scenes
  /** Whether a Blender is connected, work is under way, or somebody has asked for something since the last call. */
  wasUsed(): boolean
  /** Only the shapes of a drawing, see withShapes. */
  withShapes<T>(drawing: ShapeDrawing, signal: AbortSignal, use: (shapes: MeshSource) => Promise<T>): Promise<T>
  /** A Blender that stays to build shapes; the caller closes it. */
  newBuilder(): ShapeBuilder
  /**
   * Stops all work, and ends every child and socket. Runs and tasks on files are left to the next server; tasks of
   * open Blenders are cancelled.
   */
  close(): Promise<void>
}

/** The clock for durations, in milliseconds; it does not jump when the computer's clock is set. */
const steadyNow = () => performance.now()

/**
 * Milliseconds without a mesh after which a command's work on meshes counts as done. What its threads hold, 43 MB of
 * chords each and more, is then freed for the work that follows. Where Blender takes longer between two meshes, threads
 * start anew, in 0.3 s.
 */
const GUEST_IDLE_MS = 1000

/**
 * Starts the server: the only place where things are wired together.
 *
 * @param role  a `server` is the only one of its home, and continues the runs that a dead one left; a `guest` does the
 *   work of one command beside it
 * @throws ShapekinError `server.portTaken`, `server.homeTaken`, `server.homeNotWritable`
 */
export async function startShapekin(config: Config, role: 'server' | 'guest' = 'server'): Promise<Shapekin> {
  const home = openHome(config.home)
  const lock = role === 'server' ? await HomeLock.take(home.folder) : undefined
  try {
    return await open(config, home, lock)
  } catch (cause) {
    lock?.release()
    throw cause
  }
}

async function open(config: Config, home: Home, lock: HomeLock | undefined): Promise<Shapekin> {
  removeStaleFolders()
  const log = openLog(home.logFile, config.logLevel)
  const idleMilliseconds = lock ? undefined : GUEST_IDLE_MS
  const pool = new DescribePool({ idleMilliseconds })
  const access = new Access(home.token, [...namesOf(config.host), ...config.allowedHosts], steadyNow)

  const folders = new AllowedFolders(config.allowedFolders)

  const blenders: Blenders = new Blenders((link, message) => {
    answerBlender({ runs, scenes, folders, selection, notes, colors }, log, link, message)
  })
  const onLog = (text: string) => log.debug({ blender: text })
  const start = workerBlenders({
    address: () => address,
    token: home.token,
    kept: new KeptBlender(home.foundBlender),
    onLog,
  })
  const source: BlenderSource = { blenders, start }
  const onReplaced: OnReplaced = ({ code, message }, blenders) =>
    log.warn({ code, error: message, blenders }, 'shapes are built by another Blender')
  const newBuilder = () => new ShapeBuilder(source, newRunId, onReplaced)

  // Loaded only where it is needed, because a single machine uses no Redis.
  const openQueueAt = async (place: FleetPlace) =>
    (await import('./queue/openQueue.js')).openQueue({ ...place, builder: newBuilder(), say: (text) => log.warn(text) })
  const queue = config.queue && (await openQueueAt(config.queue))
  const buildElsewhere = buildByWorkers(queue, log)

  const events = new EventLog<LiveEvent>()
  const selection = new LinkedSelection(blenders, () => events.append({ type: 'selection' }))
  const colors = new RunColors(blenders)
  const live = new LiveRuns((event) => events.append(event), steadyNow)
  const shapes = new ShapeStore(home.folder)
  const thumbnails = new MeshPool<ThumbnailOptions, Uint8Array>('server/library/thumbnailWorker.js', {
    workers: 1,
    idleMilliseconds,
  })
  const watch = (id: string, signal: AbortSignal) =>
    watchRun(id, { live, store: shapes, pool: thumbnails, shapesFile: runs.noteOf(id, PICTURES_NOTE), signal })

  const runs: Runs = new Runs(
    new RunStore(home.runs, VERSIONS.shapekin),
    {
      source,
      runExperiment: (request, blender, folder, context) =>
        withKeptChild((train) =>
          runExperiment(request, blender, folder, {
            ...context,
            pool: queue?.describing ?? pool,
            buildElsewhere,
            train,
            watch: watch(context.id, context.signal),
            versions: VERSIONS,
            now: Date.now,
            steadyNow,
          }),
        ),
    },
    log,
    Date.now,
  )

  runs.onChange((record) => live.change(record))

  const scenes: Scenes = new Scenes(
    new SceneStore(home.scenes, VERSIONS.shapekin),
    source,
    (request, blender, folder, { id, ...context }) => {
      const path = () => scenes.noteOf(id, PICTURES_NOTE)
      const watch = (source: MeshSource) =>
        keepPictures(source, { store: shapes, pool: thumbnails, path: path(), signal: context.signal })
      const pictureKeys = () => readKeptPictures(path())
      const doors = { pool, home: home.folder, watch, pictureKeys, versions: VERSIONS, now: steadyNow }
      return workOnScene(request, blender, folder, { ...context, ...doors })
    },
    log,
    Date.now,
  )

  const notes = new LinkedNotes(scenes, (id) => events.append({ type: 'scene', scene: id }), Date.now)

  tellScenes(scenes, (id) => events.append({ type: 'scene', scene: id }), Date.now)

  let library: ServedLibrary | undefined
  /** Loads the library, and the routes and page through which it is reached; takes 0.3 s of processor time. */
  const openApp = async () => {
    const { ServedLibrary } = await import('./library/kept/servedLibrary.js')
    const { createApp } = await import('./http/app.js')
    const tell = tellChanges(() => events.append({ type: 'library' }), Date.now)
    library = new ServedLibrary(
      libraryPath(undefined, home.folder),
      join(home.folder, 'uploads'),
      log,
      (standing) => tell(standing ?? { stage: '', done: 0, total: 0 }),
      queue?.studying,
    )
    const checkpoints = new Checkpoints(join(PROJECT_ROOT, 'checkpoints'), runs)
    const shown = { runs, results, scenes, live, events, shapes, library, checkpoints, folders }
    return createApp({ ...shown, blenders, selection, notes, colors }, access, VERSIONS.shapekin)
  }

  const results = new ShownResults(
    (progress) => events.append({ type: 'neighborMap', ...progress }),
    steadyNow,
    (address) => readPicture(address, { shapes, library }),
  )
  // Most guests only need the socket.
  const server = openHttpServer(lock ? await openApp() : onFirstRequest(openApp))
  let asked = false
  server.on('request', () => (asked = true))
  const sockets = openWebSockets(server, access, blenders, VERSIONS.shapekin, log)
  const closeAll = async () => {
    await Promise.all([runs.close(), scenes.close()])
    sockets.close()
    server.closeAllConnections()
    server.close()
    await Promise.all([pool.close(), thumbnails.close(), results.close(), library?.close(), queue?.close()])
  }
  const address = await listen(server, config.host, config.port).catch(async (cause: unknown) => {
    await closeAll() // else what is open here would keep the process of a command that has failed
    throw cause
  })
  lock?.tell(address)
  log.info({ address }, 'listening')
  if (lock) {
    runs.goOn()
    scenes.goOn()
  }

  return {
    address,
    home,
    runs,
    scenes,
    wasUsed() {
      const wasAsked = asked
      asked = false
      return wasAsked || blenders.isAnyConnected || runs.isBusy || scenes.isBusy
    },
    withShapes: (drawing, signal, use) =>
      withShapes({ source, buildElsewhere, newId: newRunId, onReplaced }, drawing, signal, use),
    newBuilder,
    async close() {
      await closeAll()
      lock?.release()
      log.info('closed')
    },
  }
}
