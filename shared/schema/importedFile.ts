import { z } from 'zod'
import { ERRORS, type ErrorCode } from '../errorTable.js'

const code = z.custom<ErrorCode>((value) => typeof value === 'string' && Object.hasOwn(ERRORS, value))

/** One shape of a file; '' = the file is one shape. Unless it is refused, its mesh is in a frame of its own. */
const ImportedShape = z.strictObject({
  name: z.string().max(4096),
  refused: z.strictObject({ code, message: z.string().max(4096) }).optional(),
})

/** What a Blender that imports files reports about one of them. */
export const ImportedFile = z.strictObject({ shapes: z.array(ImportedShape) })
