import { z } from 'zod'
import { RunReport } from './runReport.js'
import { RunRequest } from './runRequest.js'

/** 16 hexadecimal digits: the 8 bytes in a frame's header. */
export const RunId = z.string().regex(/^[0-9a-f]{16}$/)

/** How the run was asked for. */
const Door = z.enum(['rest', 'blender'])

export const Failure = z.object({
  code: z.string().meta({ description: 'One of docs/errors.md' }),
  message: z.string(),
})

/**
 * State of a run. A field that is only valid in one state exists only there. Times are in milliseconds since 1970.
 */
export const RunState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('queued') }),
  z.object({
    status: z.literal('running'),
    stage: z.string(),
    done: z.int(),
    total: z.int(),
    stageStarted: z.number(),
  }),
  z.object({ status: z.literal('done'), report: RunReport, files: z.array(z.string()) }),
  z.object({ status: z.literal('failed'), error: Failure }),
  z.object({ status: z.literal('cancelled') }),
])
export type RunState = z.infer<typeof RunState>

/** A run in the form of `run.json`. */
export const RunRecord = z.object({
  id: RunId,
  created: z.number(),
  door: Door,
  request: RunRequest,
  state: RunState,
})
export type RunRecord = z.infer<typeof RunRecord>

const view = <Status extends RunState['status'], Fields extends z.ZodRawShape>(status: Status, fields: Fields) =>
  z.object({
    id: RunId,
    created: z.iso.datetime(),
    door: Door,
    request: RunRequest,
    status: z.literal(status),
    stage: z.string().meta({ description: 'The stage that is under way; else the same as `status`' }),
    done: z.int(),
    total: z.int().meta({ description: '0 = not known' }),
    ...fields,
  })

/** A run in the form of the API. */
export const RunView = z
  .discriminatedUnion('status', [
    view('queued', {}),
    view('running', {}),
    view('done', {
      report: RunReport,
      files: z.array(z.string()).meta({ description: 'Names for `/api/runs/ID/files/NAME`' }),
      summary: z.string().meta({ description: 'What came of it, in a line or two' }),
      notes: z.array(z.string()).meta({ description: 'What to know before the groups are trusted, the gravest first' }),
    }),
    view('failed', { error: Failure }),
    view('cancelled', {}),
  ])
  .meta({ id: 'Run' })
export type RunView = z.infer<typeof RunView>

/** Query of `DELETE /api/runs/ID`. */
export const RemoveQuery = z.strictObject({
  remove: z
    .enum(['true', 'false'])
    .optional()
    .meta({ description: 'true: remove a run that has ended, with all that it made' }),
})
