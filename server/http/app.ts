import express, { type Express } from 'express'
import helmet from 'helmet'
import type { LiveEvent } from '../../shared/schema/liveEvent.js'
import type { ServedLibrary } from '../library/kept/servedLibrary.js'
import type { Runs } from '../run/runs.js'
import type { LiveRuns } from '../run/liveRuns.js'
import type { Checkpoints } from '../run/checkpoints.js'
import type { Blenders } from '../session/blenders.js'
import type { Scenes } from '../run/scenes.js'
import type { LinkedNotes } from '../shown/linkedNotes.js'
import { librarySubject, runSubject, sceneSubject } from '../shown/subjects.js'
import type { ShownResults } from '../shown/shownResults.js'
import type { ShapeStore } from '../run/shapeStore.js'
import type { LinkedSelection } from '../session/linkedSelection.js'
import type { RunColors } from '../session/runColors.js'
import type { Access } from './access.js'
import type { AllowedFolders } from './allowedFolders.js'
import { allowedMethods } from './allowedMethods.js'
import { announcedLength } from './announcedLength.js'
import { checkpointRoutes } from './checkpointRoutes.js'
import { DescribedRoutes } from './describedRoutes.js'
import { docsPage } from './docsPage.js'
import type { EventLog } from './eventLog.js'
import { fileRoutes } from './fileRoutes.js'
import { libraryRoutes, libraryShapes, libraryUploads, MAX_UPLOAD_BYTES } from './libraryRoutes.js'
import { Metrics, type Counted } from './metrics.js'
import { openApi } from './openApi.js'
import { noRoute, sendProblem } from './problem.js'
import { runRoutes } from './runRoutes.js'
import { sceneRoutes } from './sceneRoutes.js'
import { selectionRoutes } from './selectionRoutes.js'
import { contentPolicy, noPage, servePage } from './servePage.js'
import { shownRoutes } from './shownRoutes.js'
import { shapeRoutes } from './shapeRoutes.js'
import { streamEvents } from './streamEvents.js'

/** Both addresses of the shapes of the library. */
const SHAPES_PATHS = ['/api/shapes', '/api/library/shapes']

/** Requests have few and short fields. */
export const MAX_BODY_BYTES = 2 ** 20

/** What the routes have access to. */
export interface Doors {
  readonly blenders: Blenders
  readonly checkpoints: Checkpoints
  readonly folders: AllowedFolders
  readonly runs: Runs
  readonly results: ShownResults
  readonly scenes: Scenes
  readonly live: LiveRuns
  readonly colors: RunColors
  readonly events: EventLog<LiveEvent>
  readonly shapes: ShapeStore
  readonly library: ServedLibrary
  readonly selection: LinkedSelection
  readonly notes: LinkedNotes
}

/**
 * The REST door and the page. All of `/api` except health needs the token; all of it needs our own Host and Origin.
 */
export function createApp(doors: Doors, access: Access, version: string): Express {
  const { runs, scenes, results, events, shapes, library, selection, notes, checkpoints, folders } = doors
  const app = express()
  const description = openApi(version)
  const routes = new DescribedRoutes(description)
  const metrics = new Metrics(version, countedIn(doors), routes)
  app.disable('x-powered-by')
  app.use(metrics.time)
  app.use(helmet({ contentSecurityPolicy: contentPolicy }))
  app.use((request, _response, next) => {
    access.checkOrigin(request)
    next()
  })

  app.get('/api/health', (_request, response) => void response.json({ status: 'ok', version }))

  app.get('/api/openapi.json', (_request, response) => void response.json(description))

  app.use('/api/docs', docsPage())

  app.use('/api', (request, _response, next) => {
    access.checkToken(request)
    next()
  })
  app.use('/api', allowedMethods(routes))
  app.use(
    '/api',
    announcedLength((path) => (SHAPES_PATHS.includes(path) ? MAX_UPLOAD_BYTES : MAX_BODY_BYTES)),
  )
  // These come before the parser that reads bodies as JSON.
  for (const path of SHAPES_PATHS) app.use(path, libraryUploads(library))
  app.use('/api', express.json({ limit: MAX_BODY_BYTES, type: () => true }))

  app.get('/api/events', streamEvents(events))
  app.get('/api/metrics', async (_request, response) => void response.type(metrics.type).send(await metrics.text()))
  app.use('/api/runs', runRoutes(doors), fileRoutes(runs, 'run.noFile'))
  app.use('/api/runs/:id', shownRoutes(runSubject(runs), results))
  app.use('/api/scenes', sceneRoutes(doors), fileRoutes(scenes, 'scene.noFile'))
  app.use('/api/scenes/:id', shownRoutes(sceneSubject(scenes, notes), results))
  app.use('/api/checkpoints', checkpointRoutes(checkpoints), fileRoutes(checkpoints, 'checkpoint.noFile'))
  app.use('/api/library/grouped', shownRoutes(librarySubject(library), results))
  for (const path of SHAPES_PATHS) app.use(path, libraryShapes(library))
  app.use('/api/library', libraryRoutes(library, folders))
  app.use('/api/selection', selectionRoutes(selection))
  app.use('/api', shapeRoutes(shapes))

  app.use(servePage())
  app.use(noPage)
  app.use(noRoute)
  app.use(sendProblem)
  return app
}

const countedIn = ({ runs, scenes, blenders, events, library }: Doors): Counted => ({
  work: () => [
    ...runs.list().map(({ state }) => ({ kind: 'runs', status: state.status })),
    ...scenes.list().map(({ state }) => ({ kind: 'scenes', status: state.status })),
  ],
  blenders: () => blenders.connectedRoles,
  listeners: () => events.listenerCount,
  library: () => library.counts(),
})
