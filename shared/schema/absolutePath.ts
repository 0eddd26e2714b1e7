import { z } from 'zod'

/** A path on the computer of the server: it would mean nothing from wherever the server happens to run. */
export const AbsolutePath = z
  .string()
  .max(4096)
  .regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)[^\0]*$/, 'an absolute path is expected')
