import type { Finding } from '../../shared/schema/finding.js'

const TITLES = {
  good: 'Nothing speaks against these groups',
  warn: 'Look twice before you trust these groups',
  stop: 'Do not trust these groups as they are',
}

/** The result of the health check, in words. `notes` say more than the findings where colors were held back. */
export function Verdict({ health, notes }: { readonly health: readonly Finding[]; readonly notes: readonly string[] }) {
  const level = health.some((finding) => finding.level === 'stop') ? 'stop' : health.length > 0 ? 'warn' : 'good'
  return (
    <section class={`verdict ${level}`} aria-labelledby="verdict">
      <h2 id="verdict">{TITLES[level]}</h2>
      {notes.length === 0 ? (
        <p>Trained and grouped a second time, the groups stay the same; no check found anything odd.</p>
      ) : (
        <ul aria-label="Checks">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </section>
  )
}
