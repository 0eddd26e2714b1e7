/** One row per way to fail: what happened, what to do, and the HTTP status when it reaches REST. `{name}` is filled in. */
interface ErrorRow {
  readonly sentence: string
  readonly remedy: string
  readonly status: number
}

const table = <Code extends string>(rows: Record<Code, ErrorRow>): Record<Code, ErrorRow> => rows

/**
 * The error table: the only place where an error sentence is written.
 * Python (`blender_addon/generated/errors.py`) and `docs/errors.md` are generated from it. Grouped by station.
 */
export const ERRORS = table({
  // input
  'input.invalid': {
    sentence: '{field}: {problem}.',
    remedy: 'Correct the value; `--help` lists the ranges.',
    status: 400,
  },
  'input.notFound': { sentence: 'There is no file or folder {path}.', remedy: 'Check the path.', status: 404 },
  'input.unknownFormat': {
    sentence: '{path} is neither STL nor OBJ.',
    remedy: 'Give .stl or .obj files, or a folder of them.',
    status: 415,
  },
  'output.notWritable': {
    sentence: '{path} can not be written: {reason}.',
    remedy: 'Choose another folder with --out, or change its permissions.',
    status: 500,
  },
  'output.diskFull': {
    sentence: 'The disk is full: {path} could not be written.',
    remedy: 'Free some space and run again; nothing half-written was kept.',
    status: 507,
  },

  // mesh
  'mesh.empty': {
    sentence: 'The mesh has no triangles.',
    remedy: 'Export a surface, not only points or lines.',
    status: 422,
  },
  'mesh.nonFinite': {
    sentence: 'Vertex {vertex} has a coordinate that is not a finite number.',
    remedy: 'Repair the mesh and export it again.',
    status: 422,
  },
  'mesh.indexRange': {
    sentence: 'Triangle {triangle} names vertex {index}, but there are {vertices}.',
    remedy: 'Export the mesh again.',
    status: 422,
  },
  'mesh.noExtent': { sentence: 'All vertices lie in one point.', remedy: 'Give a mesh with an extent.', status: 422 },
  'mesh.tooLarge': {
    sentence: 'The mesh has {count} {what}, the limit is {limit}.',
    remedy: 'Decimate the mesh or split it.',
    status: 413,
  },

  // table
  'table.empty': { sentence: '{path} has no rows.', remedy: 'Check that the file is complete.', status: 422 },
  'table.noColumn': {
    sentence: '{path} has no column {column}; it has {columns}.',
    remedy: 'Give a table made by `shapekin describe` or `shapekin embed`, or one with uuid, obj_name, hist.',
    status: 422,
  },
  'table.badNumber': {
    sentence: '{path}, row {row}: {text} is not a number.',
    remedy: 'Correct the row.',
    status: 422,
  },
  'table.rowLength': {
    sentence: '{path}, row {row}: {found} numbers, expected {expected}.',
    remedy: 'Correct the row.',
    status: 422,
  },

  // everything else
  cancelled: {
    sentence: 'Cancelled.',
    remedy: 'Run it again when you like; nothing half-written was kept.',
    status: 409,
  },
  internal: {
    sentence: 'Something unexpected failed: {reason}.',
    remedy: 'Please report it with the log.',
    status: 500,
  },
})

export type ErrorCode = keyof typeof ERRORS
export type ErrorValues = Readonly<Record<string, string | number>>

const fill = (template: string, values: ErrorValues): string =>
  template.replace(/\{(\w+)\}/g, (hole, name: string) => (name in values ? String(values[name]) : hole))

/** A failure with a code of the table; its message is the sentence and the remedy with the values filled in. */
export class ShapekinError extends Error {
  override readonly name = 'ShapekinError'
  constructor(
    readonly code: ErrorCode,
    readonly values: ErrorValues = {},
    options?: ErrorOptions,
  ) {
    super(`${fill(ERRORS[code].sentence, values)} ${fill(ERRORS[code].remedy, values)}`, options)
  }
}

/** Any thrown thing as a ShapekinError: aborts become `cancelled`, a full disk its own code, the unknown `internal`. */
export function toShapekinError(cause: unknown): ShapekinError {
  if (cause instanceof ShapekinError) return cause
  if (!(cause instanceof Error)) return new ShapekinError('internal', { reason: String(cause) })
  if (cause.name === 'AbortError') return new ShapekinError('cancelled', {}, { cause })
  const { code, path } = cause as NodeJS.ErrnoException
  if (code === 'ENOSPC') return new ShapekinError('output.diskFull', { path: path ?? 'a file' }, { cause })
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new ShapekinError('output.notWritable', { path: path ?? 'a file', reason: code }, { cause })
  return new ShapekinError('internal', { reason: cause.message }, { cause })
}
