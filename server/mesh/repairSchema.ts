import { z } from 'zod'
import { REPAIR_KINDS } from './repairs.js'

/** A Repair as it is kept in files. */
export const RepairSchema = z.object({ kind: z.enum(REPAIR_KINDS), count: z.int().min(1) })
