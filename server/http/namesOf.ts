/**
 * Names by which clients may call an address that is listened on. 0.0.0.0 is not among them: a page may ask for
 * http://0.0.0.0 and be led to loopback.
 */
export const namesOf = (host: string): string[] => {
  if (host === '0.0.0.0' || host === '::') return []
  return [host.includes(':') ? `[${host}]` : host]
}
