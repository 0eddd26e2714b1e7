import type { RunView } from '../../shared/schema/run.js'
import type { SceneView } from '../../shared/schema/scene.js'
import { route } from './route.js'

/** What views are about: a run, a scene or the library. One set of views shows all three. */
export interface Subject {
  readonly kind: 'run' | 'scene' | 'library'
  /** Address of its page. */
  readonly page: string
  /** Where the API tells what is shown of it. */
  readonly api: string
  /** Into how many groups it was parted; undefined = into as many as a likeness gives. */
  readonly made: number | undefined
  /** What its shapes are called, one of them. */
  readonly noun: 'shape' | 'object'
  /** Another after every change of what it holds. */
  readonly version: string
}

/** A run with its report. */
export type DoneRun = Extract<RunView, { status: 'done' }>
/** What was asked for of a run, one of it. */
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

/** Of a scene whose objects were grouped; other tasks leave nothing to walk through. */
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

/** @param version another after every change */
export const subjectOfLibrary = (version: string): Subject => ({
  kind: 'library',
  page: '/library',
  api: '/api/library/grouped',
  made: undefined,
  noun: 'shape',
  version,
})

/** Settings that stay from view to view: how the tree is cut. */
const cut = (): string => {
  const groups = route.value.settings.get('groups')
  return groups === null ? '' : `?groups=${encodeURIComponent(groups)}`
}

/** Address of a view of a subject, cut as the one that is shown. @param tab '' = the first */
export const tabAddress = ({ page }: Subject, tab: string): string => page + (tab && `/${tab}${cut()}`)

/** @param more settings of the view */
export const shapeAddress = ({ page }: Subject, id: string, more: Readonly<Record<string, string>> = {}): string => {
  const groups = route.value.settings.get('groups')
  const settings = new URLSearchParams({ ...(groups === null ? {} : { groups }), ...more }).toString()
  return `${page}/shapes/${encodeURIComponent(id)}${settings && `?${settings}`}`
}
