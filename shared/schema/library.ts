import { z } from 'zod'
import { AbsolutePath } from './absolutePath.js'
import { DEEPEST_CLASS } from './deepestClass.js'
import { FAMILY_LIKENESS } from './familyLikeness.js'
import { MAX_LISTED, MAX_ROWS, SIMILAR_SHAPES } from './rowCounts.js'
import { UpChoice } from './upChoice.js'
import { ERRORS, type ErrorCode } from '../errorTable.js'

/** Rows of a page: some 300 kB of JSON. */
const LARGEST_PAGE = 1000

/**
 * Number by which a shape is addressed: that of its file, and where the file holds several shapes, that of the shape.
 * A number is never used again.
 */
export const ShapeNumber = z.string().regex(/^\d{1,15}(\.\d{1,15})?$/)

const status = z.enum(['ok', 'waiting', ...(Object.keys(ERRORS) as ErrorCode[])])

/** One line of a library's list: a shape, or a file that gave none. */
export const LibraryShapeView = z
  .object({
    number: ShapeNumber,
    id: z.string().meta({ description: 'The folder that was added, and the way below it' }),
    class: z.string().meta({ description: 'Name of the folder it lies in' }),
    status: status.meta({
      description: '`ok`; `waiting`: it is to be described again; else why it has no numbers, see docs/errors.md',
    }),
    message: z.string().optional().meta({ description: 'The sentence of the reason' }),
    key: z.string().optional().meta({ description: 'Of the content: files with the same key hold the same' }),
    triangles: z.int().optional(),
    vertices: z.int().optional(),
    size: z.tuple([z.number(), z.number(), z.number()]).optional().meta({
      description: 'Of its box along x, y, z, in the unit of the file',
    }),
  })
  .meta({ id: 'LibraryShape' })
export type LibraryShapeView = z.infer<typeof LibraryShapeView>

/** Work that is under way in a library. */
const Adding = z.object({ folders: z.array(z.string()), stage: z.string(), done: z.int(), total: z.int() })
const Comparing = Adding.omit({ folders: true })

export const LibraryView = z
  .object({
    files: z.int(),
    shapes: z.int().meta({ description: 'Number of shapes that can be compared' }),
    refused: z.int().meta({ description: 'Number of files and shapes that could not be described' }),
    space: z.string().nullable().meta({ description: 'What its numbers are, in words' }),
    version: z
      .string()
      .meta({ description: 'Differs after every change of its shapes; empty where there is no library' }),
    folders: z.array(
      z.object({
        path: z.string(),
        prefix: z.string().meta({ description: 'What the ids of its files begin with' }),
        up: UpChoice.shape.up.unwrap(),
        split: z.enum(['none', 'auto']),
      }),
    ),
    adding: Adding.nullable().meta({
      description: 'The folders that are being looked at; null = nothing is under way',
    }),
    comparing: Comparing.nullable().meta({
      description: 'How far the search for duplicates is; null = none is under way',
    }),
    problem: z
      .object({ code: z.string(), message: z.string() })
      .nullable()
      .meta({ description: 'Why the last folders could not be added' }),
  })
  .meta({ id: 'Library' })
export type LibraryView = z.infer<typeof LibraryView>

/** Query of `DELETE /api/library`. */
export const LibraryFolder = z.strictObject({
  folder: z.string().min(1).max(4096).meta({ description: 'One of `folders`, by its path' }),
})

/** Body of `POST /api/library`. */
export const LibraryFolders = z
  .strictObject({
    folders: z
      .array(AbsolutePath)
      .min(1)
      .max(100)
      .meta({ description: 'Absolute paths on the computer of the server' }),
    up: UpChoice.shape.up.unwrap().optional().meta({ description: 'What points up in their files; default y' }),
    split: z
      .enum(['none', 'auto'])
      .optional()
      .meta({ description: 'auto = a file may be several shapes; default none' }),
    views: z.enum(['auto', 'on', 'off']).optional().meta({ description: 'Decided by the first call' }),
  })
  .meta({ id: 'LibraryFolders' })
export type LibraryFolders = z.infer<typeof LibraryFolders>

/** Query of `GET /api/library/shapes`. */
export const ShapesQuery = z.strictObject({
  search: z.string().max(1024).optional().meta({ description: 'Part of an id' }),
  class: z.string().max(1024).optional(),
  status: z
    .enum(['ok', 'refused'])
    .optional()
    .meta({ description: 'Only shapes that can be compared, or only the others' }),
  offset: z.coerce.number().int().min(0).max(MAX_LISTED).default(0).meta({ description: 'Shapes to skip' }),
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(100).meta({ description: 'Shapes of a page' }),
})

export const ShapesPage = z
  .object({ total: z.int(), offset: z.int(), shapes: z.array(LibraryShapeView) })
  .meta({ id: 'LibraryShapes' })
export type ShapesPage = z.infer<typeof ShapesPage>

export const SimilarQuery = z.strictObject({
  k: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(SIMILAR_SHAPES).meta({ description: 'How many to find' }),
})

const Likeness = z.number().meta({ description: 'Percent' })

export const SimilarView = z
  .object({
    metric: z.string(),
    shapes: z.int().meta({ description: 'Number of shapes that were searched' }),
    nearest: z.array(
      z.object({ number: ShapeNumber, id: z.string(), class: z.string(), distance: z.number(), likeness: Likeness }),
    ),
  })
  .meta({ id: 'SimilarShapes' })
export type SimilarView = z.infer<typeof SimilarView>

export const FamiliesQuery = z.strictObject({
  similar: z.coerce
    .number()
    .min(0)
    .max(100)
    .optional()
    .meta({ description: `Any two of a family are at least so alike, in percent; default ${FAMILY_LIKENESS}` }),
  groups: z.coerce.number().int().min(1).max(MAX_ROWS).optional().meta({ description: 'How many to make, instead' }),
})

const Member = z.object({
  number: ShapeNumber,
  id: z.string(),
  likeness: Likeness.meta({ description: 'To the typical member, in percent' }),
  odd: z.boolean().meta({ description: 'Far less like the typical one than the rest is' }),
})

export const FamiliesView = z
  .object({
    shapes: z.int(),
    families: z
      .array(
        z.object({
          name: z.string().meta({ description: 'Proposed from the names of its files' }),
          size: z.int(),
          tightness: z.number().meta({ description: 'Mean likeness to the typical member, in percent' }),
          members: z.array(Member).meta({ description: 'The typical one first, then the most alike' }),
        }),
      )
      .meta({ description: 'The largest first' }),
    ladder: z
      .array(z.object({ percent: z.number(), groups: z.int() }))
      .meta({ description: 'How many families other likenesses give' }),
  })
  .meta({ id: 'Families' })
export type FamiliesView = z.infer<typeof FamiliesView>

export const DuplicatesQuery = z.strictObject({
  tolerance: z.coerce
    .number()
    .min(0)
    .max(10)
    .default(1)
    .meta({ description: 'How far surfaces may lie apart, in percent of the size' }),
})

const ComparedShape = z.object({
  number: ShapeNumber,
  id: z.string(),
  up: z.enum(['y', 'z']).meta({ description: 'Axis that points up in its file' }),
})

export const DuplicatesView = z
  .object({
    shapes: z.int().meta({ description: 'Files that were compared' }),
    duplicates: z.array(
      z.object({
        ...ComparedShape.shape,
        of: ComparedShape,
        changes: z.array(z.string()).meta({ description: 'What was done to it; empty = nothing at all' }),
        residual: z.number().meta({ description: 'The farthest that either surface lies from the other' }),
        residualShare: z.number().meta({ description: 'The same as a share of the size' }),
        scale: z.number(),
        transform: z
          .array(z.number())
          .length(12)
          .meta({ description: 'Lays it on the other, in the coordinates of the files: three rows of a 4 x 4 matrix' }),
        triangles: z.tuple([z.int(), z.int()]).meta({ description: 'Its own, and those of the other' }),
      }),
    ),
  })
  .meta({ id: 'Duplicates' })
export type DuplicatesView = z.infer<typeof DuplicatesView>

/** The raw numbers of a shape, which are its description. */
export const HistogramView = z
  .object({
    number: ShapeNumber,
    id: z.string(),
    descriptor: z.string().meta({ description: 'What the numbers are, in words' }),
    values: z.array(z.number()).meta({ description: 'Compared by the sum of their absolute differences' }),
  })
  .meta({ id: 'Histogram' })
export type HistogramView = z.infer<typeof HistogramView>

/** Query of `GET /api/library/table`. */
export const TableQuery = z.strictObject({
  what: z.enum(['shapes', 'places', 'descriptions']).default('shapes').meta({
    description: 'What is known of the shapes, where a checkpoint placed them, or their raw numbers',
  }),
  format: z.enum(['tsv', 'csv', 'json']).default('csv'),
})
export type TableQuery = z.infer<typeof TableQuery>

/** Query of `GET /api/library/sorted`: the options of `shapekin library sort`. */
export const SortedQuery = z.strictObject({
  folder: z.string().min(1).max(4096).optional().meta({ description: 'One of `folders`, by its path; default all' }),
  'class-level': z.coerce.number().int().min(1).max(DEEPEST_CLASS).optional().meta({
    description: 'Level of folders whose names are classes, 1 = directly in the folder; default: found by their names',
  }),
  'classes-in': z.string().min(1).max(4096).optional().meta({
    description: 'Folder inside whose own folders are the classes',
  }),
  unsorted: z.string().min(1).max(4096).optional().meta({ description: 'Folder inside in which no file has a class' }),
})

export const SortedView = z
  .object({
    classes: z.array(z.string()).meta({ description: 'What was learned from' }),
    level: z.int().optional().meta({ description: 'Level of the folders that they name, of one folder' }),
    sorted: z.int().meta({ description: 'Shapes that have a class' }),
    space: z.string().meta({ description: 'The way to compare that told the sorted shapes apart best' }),
    leaveOneOut: z
      .record(z.string(), z.number())
      .meta({ description: 'Share of the sorted shapes whose nearest other one is of their class, by way to compare' }),
    confidence: z.enum(['chance', 'belonging']).meta({
      description: '`chance` that the class is right; with one class only, how well a shape belongs to it',
    }),
    placements: z.array(
      z.object({
        number: ShapeNumber,
        id: z.string(),
        class: z.string(),
        nearest: z.object({ number: ShapeNumber, id: z.string() }),
        distance: z.number(),
        confidence: z.number().meta({ description: '0 ... 1' }),
      }),
    ),
  })
  .meta({ id: 'SortedShapes' })
export type SortedView = z.infer<typeof SortedView>

export const MeshQuery = z.strictObject({
  format: z.enum(['stl', 'obj', 'ply', 'glb', 'page']).default('glb').meta({
    description: '`page`: z up, as `/api/meshes/KEY` gives it',
  }),
})

/**
 * Name of an uploaded file; its ending tells the format. It must not lead to another folder, must not be hidden on any
 * system, must not be a device or be refused on Windows, and may have at most 255 bytes, the limit of file systems.
 */
const FILE_NAME = new RegExp(
  [
    String.raw`^(?!(?:[cC][oO][nN]|[pP][rR][nN]|[aA][uU][xX]|[nN][uU][lL]|[cC][oO][mM]\d|[lL][pP][tT]\d)\.)(?!\.)`,
    String.raw`(?:[ !#-).+,\-0-9;=@-\[\]-{}~]{1,200}|[ !#-).+,\-0-9;=@-\[\]-{}~\u00a0-\uffff]{1,60})$`,
  ].join(''),
)

export const UploadQuery = z.strictObject({ name: z.string().regex(FILE_NAME) })
