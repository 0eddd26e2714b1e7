import { useState } from 'preact/hooks'
import { keepToken } from '../api/token.js'
import { Link } from '../parts/Link.js'
import { connect, connection } from '../state/connection.js'
import { route } from '../state/route.js'
import { CompareView } from './CompareView.js'
import { LibraryPage } from './LibraryPage.js'
import { RunPage } from './RunPage.js'
import { RunsView } from './RunsView.js'
import { ScenePage } from './ScenePage.js'
import { ScenesView } from './ScenesView.js'

/** The frame around every view: the name, the connection, and the view that the address names. */
export function Page() {
  const state = connection.value
  const isRefused = state.name === 'lost' && state.error.status === 401
  return (
    <>
      <header class="top">
        <Link class="brand" to="/runs">
          <img src="/icon.svg" alt="" />
          Shapekin
        </Link>
        <nav class="places" aria-label="Places">
          {PLACES.map(([name, title]) => (
            <Link
              key={name}
              to={`/${name}`}
              aria-current={(route.value.parts[0] ?? 'runs') === name ? 'page' : undefined}
            >
              {title}
            </Link>
          ))}
        </nav>
        <ConnectionState />
      </header>
      <main class="content">
        {state.name === 'lost' && !isRefused && (
          <section class="verdict stop" role="status">
            <p>{state.error.message} The page goes on by itself when the server is there.</p>
          </section>
        )}
        {isRefused ? <AskForToken /> : <View />}
      </main>
    </>
  )
}

const PLACES = [
  ['runs', 'Experiments'],
  ['scenes', 'Scenes'],
  ['library', 'Library'],
] as const

function View() {
  const [place, ...parts] = route.value.parts
  if (place === 'library') return <LibraryPage tab={parts[0] ?? ''} shape={parts[1] ?? ''} />
  const [id, tab = '', shape = ''] = parts
  if (place === 'scenes') return id === undefined ? <ScenesView /> : <ScenePage key={id} {...{ id, tab, shape }} />
  if (place !== undefined && place !== 'runs') return <NoPage />
  if (id === 'compare') return <CompareView />
  return id === undefined ? <RunsView /> : <RunPage key={id} {...{ id, tab, shape }} />
}

const NoPage = () => (
  <section class="card empty">
    <h1>There is no page {location.pathname}</h1>
    <p>
      Look at <Link to="/runs">experiments</Link>, <Link to="/scenes">scenes</Link> or the{' '}
      <Link to="/library">library</Link>.
    </p>
  </section>
)

function ConnectionState() {
  const state = connection.value
  const [kind, text] = {
    connecting: ['queued', 'Connecting …'],
    connected: ['done', 'Connected'],
    lost: ['failed', state.name === 'lost' && state.error.status === 0 ? 'No connection' : 'Not connected'],
  }[state.name]
  return (
    <p class="connection" role="status">
      <span class={`badge ${kind}`}>{text}</span>
    </p>
  )
}

/** Shown where the page was opened without its token, or with an old one. */
function AskForToken() {
  const [text, setText] = useState('')
  const state = connection.value
  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault()
        keepToken(text)
        connection.value = { name: 'connecting' }
        void connect()
      }}
    >
      <h1>Which token?</h1>
      <p>{state.name === 'lost' ? state.error.message : ''}</p>
      <p class="muted">Open the address that `npm start` prints: it bears the token. Or paste the token here.</p>
      <div class="field">
        <label for="token">Token</label>
        <input
          id="token"
          type="password"
          autocomplete="off"
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <div class="actions">
        <button class="primary" disabled={text.trim() === ''}>
          Connect
        </button>
      </div>
    </form>
  )
}
