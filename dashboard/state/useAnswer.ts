import { useEffect, useState } from 'preact/hooks'
import { CallError } from '../api/call.js'
import { atNextConnection } from './connection.js'

interface Asked<Answer> {
  /** The last answer; undefined until there is one. */
  readonly answer: Answer | undefined
  /** Why the last question was not answered; undefined = it was, or is being asked. */
  readonly error: Error | undefined
}

/**
 * Asks a question of the server whenever `about` changes, and again when the server is there after it was away.
 *
 * @param about what the question depends on, as in useEffect
 */
export function useAnswer<Answer>(ask: () => Promise<Answer>, about: readonly unknown[]): Asked<Answer> {
  const [asked, setAsked] = useState<Asked<Answer>>({ answer: undefined, error: undefined })
  useEffect(() => {
    let isHere = true
    let endWaiting = () => {}
    const attempt = async () => {
      try {
        const answer = await ask()
        if (isHere) setAsked({ answer, error: undefined })
      } catch (cause) {
        if (!isHere) return
        const error = cause as Error
        setAsked(({ answer }) => ({ answer, error }))
        if (error instanceof CallError && error.status === 0) endWaiting = atNextConnection(() => void attempt())
      }
    }
    setAsked((known) => (known.error ? { ...known, error: undefined } : known))
    void attempt()
    return () => {
      isHere = false
      endWaiting()
    }
  }, about)
  return asked
}
