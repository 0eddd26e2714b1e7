import { z } from 'zod'

/** A path on the computer of the server: it would mean nothing from wherever the server happens to run. */
export const AbsolutePath = z
  .string()
  .max(4096)
  // Zero bytes as \x00: tools that make requests by this schema know no \0.
  // eslint-disable-next-line no-control-regex
  .regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)[^\x00]*$/, 'an absolute path is expected')
