import type { RunView } from '../../shared/schema/run.js'
import type { SceneView } from '../../shared/schema/scene.js'
import { route } from './route.js'

/** What views show: a run, a scene or the library. The same views show all three. */
export interface Subject {
  readonly kind: 'run' | 'scene' | 'library'
  /** Address of its page. */
  readonly page: string
  /** Address in the API of what is shown of it. */
  readonly api: string
  /** Number of groups that were made; undefined = as many as a likeness gives. */
  readonly made: number | undefined
  /** Singular noun for its shapes. */
  readonly noun: 'shape' | 'object'
  /** Differs after every change of the content. */
  readonly version: string
}

/** A run with its report. */
export type DoneRun = Extract<RunView, { status: 'done' }>
/** A parameter in the request of a run. */
export type Parameter = keyof DoneRun['request']
/** A scene with its report. */
export type DoneScene = Extract<SceneView, { status: 'done' }>

export const subjectOfRun = ({ id, request }: DoneRun): Subject => ({
  kind: 'run',
  page: `/runs/${id}`,
  api: `/api/runs/${id}`,
  made: request.groups,
  noun: 'shape',
  version: id,
})

/** The subject of a scene whose objects were grouped; undefined for other tasks, which have nothing to browse. */
export const subjectOfScene = ({ id, report }: DoneScene): Subject | undefined =>
  report.task === 'group'
    ? {
        kind: 'scene',
        page: `/scenes/${id}`,
        api: `/api/scenes/${id}`,
        made: report.groups > 0 ? report.groups : undefined,
        noun: 'object',
        version: id,
      }
    : undefined

/** The subject of the library. @param version differs after every change */
export const subjectOfLibrary = (version: string): Subject => ({
  kind: 'library',
  page: '/library',
  api: '/api/library/grouped',
  made: undefined,
  noun: 'shape',
  version,
})

/** How the tree is cut, which is kept from view to view: the number of groups; '' = as they were made. */
export const cutOfAddress = (): string => route.value.settings.get('groups') ?? ''

/** A cut as the query of an address, in the page and in the API. */
export const cutQuery = (groups: string): string => groups && `?groups=${encodeURIComponent(groups)}`

/** Address of a view of a subject, with the present cut. @param tab '' = the first */
export const tabAddress = ({ page }: Subject, tab: string): string =>
  page + (tab && `/${tab}${cutQuery(cutOfAddress())}`)

/** Address of a shape. @param more settings of the view */
export const shapeAddress = ({ page }: Subject, id: string, more: Readonly<Record<string, string>> = {}): string => {
  const groups = cutOfAddress()
  const settings = new URLSearchParams({ ...(groups === '' ? {} : { groups }), ...more }).toString()
  return `${page}/shapes/${encodeURIComponent(id)}${settings && `?${settings}`}`
}
