import { join } from 'node:path'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { once } from 'node:events'
import { ShapekinError, toShapekinError } from '../shared/errors.js'
import { startHeadlessBlender } from './blender/startHeadlessBlender.js'
import { FoundBlender } from './blender/foundBlender.js'
import { removeStaleFolders } from './blender/ownFolder.js'
import type { Config } from './config.js'
import { DescribePool } from './descriptor/describePool.js'
import { openHome, type Home } from './system/home.js'
import { HomeLock } from './system/homeLock.js'
import { Access } from './http/access.js'
import { AllowedFolders } from './http/allowedFolders.js'
import { EventLog } from './http/eventLog.js'
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
import { watchRun } from './run/watchRun.js'
import { Runs } from './run/runs.js'
import { newRunId } from './run/run.js'
import { RunStore } from './run/runStore.js'
import { Scenes } from './run/scenes.js'
import { SceneStore } from './run/sceneStore.js'
import { PICTURES_NOTE, readKeptPictures } from './run/keptPictures.js'
import { LinkedNotes } from './shown/linkedNotes.js'
import { ShownResults } from './shown/shownResults.js'
import { PROJECT_ROOT } from './system/projectRoot.js'
import { openLog } from './system/log.js'
import type { MeshSource } from './mesh/meshSource.js'
import { runExperiment, type BuildElsewhere } from './pipeline.js'
import type { ShapeDrawing } from './recipe/drawing.js'
import { workOnScene } from './scenePipeline.js'
import { Blenders } from './session/blenders.js'
import { LinkedSelection } from './session/linkedSelection.js'
import { RunColors } from './session/runColors.js'
import type { BlenderRun } from './session/blenderRun.js'
import type { BlenderSource } from './session/borrowBlender.js'
import type { OnReplaced } from './session/replaceLost.js'
import { ShapeBuilder } from './session/shapeBuilder.js'
import { withReplacedBlender } from './session/withReplacedBlender.js'
import { libraryPath } from './library/kept/libraryPath.js'
import type { ServedLibrary } from './library/kept/servedLibrary.js'
import { openWebSockets } from './http/webSocketServer.js'
import { VERSIONS } from './system/versions.js'

export interface Shapekin {
  /** `http://127.0.0.1:8642` */
  readonly address: string
  readonly home: Home
  readonly runs: Runs
  readonly scenes: Scenes
  /** Whether a Blender is connected, work is under way, or somebody has just asked for something. */
  readonly isInUse: boolean
  /**
   * Builds shapes only: `use` is called with the meshes of a drawing as a Blender builds them, in this process or a
   * worker's. If that Blender ends, `use` is called again with everything that the next one builds.
   */
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
 * chords each and more, is then freed for the work that follows. It is longer than Blender ever takes between two
 * meshes.
 */
const GUEST_IDLE_MS = 3000

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
  const access = new Access(home.token, [...namesOf(config.host), ...config.allowedHosts], () => performance.now())

  const folders = new AllowedFolders(config.allowedFolders)

  const blenders = new Blenders((link, message) => {
    const refuse = (cause: unknown) => {
      const error = toShapekinError(cause)
      log.warn({ code: error.code, error: error.message }, 'request of Blender refused')
      link.send({ type: 'error', code: error.code, message: error.message, run_id: null })
    }
    try {
      if (message.type === 'start_run') runs.start(message.request, link)
      if (message.type === 'start_scene') {
        folders.checkTask(message.request)
        scenes.start(message.request, link)
      }
      if (message.type === 'selected_objects') selection.hear(message.objects)
      if (message.type === 'open_groupings') notes.open(link, message)
      if (message.type === 'scene_notes') notes.hear(link, message).catch(refuse)
      if (message.type === 'colored_again') colors.hear(link, message)
      if (message.type === 'cancel_run') (scenes.has(message.run_id) ? scenes : runs).cancel(message.run_id)
    } catch (cause) {
      refuse(cause)
    }
  })

  const found = new FoundBlender()
  const start = async (clientId: string, file?: string) => {
    const install = await found.get()
    if (install === undefined) throw new ShapekinError('blender.notFound')
    return startHeadlessBlender(install, {
      args: ['--worker', '--server', address, '--client-id', clientId, ...(file === undefined ? [] : ['--open', file])],
      env: { SHAPEKIN_TOKEN: home.token },
      onLog: (text) => log.debug({ blender: text }),
    })
  }
  const source: BlenderSource = { blenders, start }
  const onReplaced: OnReplaced = ({ code, message }, blenders) =>
    log.warn({ code, error: message, blenders }, 'shapes are built by another Blender')
  const newBuilder = () => new ShapeBuilder(source, newRunId, onReplaced)

  // Loaded only where it is needed, because a single machine uses no Redis.
  const queue =
    config.queue && (await (await import('./queue/openQueue.js')).openQueue({ ...config.queue, builder: newBuilder() }))
  const buildElsewhere: BuildElsewhere = async (drawing, signal, blender) => {
    const found = await queue?.builders()
    if (queue === undefined || found === undefined) return undefined
    if (blender === undefined || blender === found) return queue.shapes(drawing, { blender: found }, signal)
    log.warn({ found, own: blender }, 'workers build shapes with another Blender: they are built here')
    return undefined
  }

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
        runExperiment(request, blender, folder, {
          ...context,
          pool: queue?.describing ?? pool,
          buildElsewhere,
          watch: watch(context.id, context.signal),
          versions: VERSIONS,
          now: Date.now,
          steadyNow,
        }),
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

  const tellScene = new Map<string, ReturnType<typeof tellChanges>>()
  scenes.onChange(({ id, state }) => {
    const tell = tellScene.get(id) ?? tellChanges(() => events.append({ type: 'scene', scene: id }), Date.now)
    if (state.status === 'running') tell(state)
    else tell({ stage: state.status, done: 0, total: 0 })
    if (state.status === 'running' || state.status === 'queued') tellScene.set(id, tell)
    else tellScene.delete(id)
  })

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
      (adding) => tell(adding ?? { stage: '', done: 0, total: 0 }),
      queue?.studying,
    )
    const checkpoints = new Checkpoints(join(PROJECT_ROOT, 'checkpoints'), runs)
    const shown = { runs, results, scenes, live, events, shapes, library, checkpoints, folders }
    return createApp({ ...shown, blenders, selection, notes, colors }, access, VERSIONS.shapekin)
  }

  const results = new ShownResults((progress) => events.append({ type: 'neighborMap', ...progress }), steadyNow)
  // Most guests only need the socket.
  const server = openHttpServer(lock ? await openApp() : onFirstRequest(openApp))
  let asked = false
  server.on('request', () => (asked = true))
  const sockets = openWebSockets(server, access, blenders, VERSIONS.shapekin, log)
  const address = await listen(server, config)
  lock?.tell(address)
  log.info({ address }, 'listening')
  if (lock) {
    runs.goOn()
    scenes.goOn()
  }

  const withShapes: Shapekin['withShapes'] = async (drawing, signal, use) => {
    const shapes = await buildElsewhere(drawing, signal)
    if (shapes) return use(shapes)
    const build = async (blender: BlenderRun) => ({
      result: await use(blender.buildShapes(drawing.recipes, (index, shape) => drawing.drawAgain(index, shape))),
      summary: `${drawing.recipes.length} shapes`,
      files: [],
      notes: [],
    })
    const { result } = await withReplacedBlender(source, { runId: newRunId(), signal }, build, onReplaced)
    return result
  }

  return {
    address,
    home,
    runs,
    scenes,
    get isInUse() {
      const wasAsked = asked
      asked = false
      return wasAsked || blenders.isAnyConnected || runs.isBusy || scenes.isBusy
    },
    withShapes,
    newBuilder,
    async close() {
      await Promise.all([runs.close(), scenes.close()])
      sockets.close()
      server.closeAllConnections()
      server.close()
      await Promise.all([pool.close(), thumbnails.close(), results.close(), library?.close(), queue?.close()])
      lock?.release()
      log.info('closed')
    },
  }
}

const listen = async (server: Server, { host, port }: Config): Promise<string> => {
  server.listen(port, host)
  try {
    await once(server, 'listening')
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    throw code === 'EADDRINUSE' ? new ShapekinError('server.portTaken', { port }, { cause }) : cause
  }
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

/**
 * Names by which clients may call an address that is listened on. 0.0.0.0 is not among them: a page may ask for
 * http://0.0.0.0 and be led to loopback.
 */
const namesOf = (host: string): string[] => {
  if (host === '0.0.0.0' || host === '::') return []
  return [host.includes(':') ? `[${host}]` : host]
}
