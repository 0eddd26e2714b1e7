/** Reasons that a person can do something about; other codes of the system are quoted as they are. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'its links lead in a circle',
  ENOENT: 'it is gone, or is a link that leads nowhere',
  ENOTDIR: 'it is gone, or is a link that leads nowhere',
  ENAMETOOLONG: 'its path is too long for this system',
  EIO: 'the disk reports an error',
  EMFILE: 'too many files are open',
}

/** Why a file or folder can not be read, in words, from the system's error; the error's code follows. */
export function whyUnreadable(cause: unknown): string {
  const { code, message } = cause as NodeJS.ErrnoException
  if (code === undefined) return message
  return code in REASONS ? `${REASONS[code]} (${code})` : code
}
