import { z } from 'zod'

/** An absolute path on the server's computer. A relative one would depend on the folder in which the server runs. */
export const AbsolutePath = z
  .string()
  .max(4096)
  // Zero bytes as \x00: tools that make requests by this schema know no \0.
  // eslint-disable-next-line no-control-regex
  .regex(/^(?:\/|[A-Za-z]:[\\/]|\\\\)[^\x00]*$/, 'an absolute path is expected')
