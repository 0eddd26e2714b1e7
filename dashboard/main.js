// The page: starts runs and shows them. It holds the token that came after the # of its address.
const POLL_MS = 1000
const PICTURES = ['scene.png', 'map.png']

const token = location.hash.slice(1) || sessionStorage.getItem('token') || ''
sessionStorage.setItem('token', token)
history.replaceState(null, '', location.pathname)

const byId = (id) => document.getElementById(id)

/** Calls the API; a failure becomes an Error with the server's own sentence. */
async function call(path, options = {}) {
  const response = await fetch(path, { ...options, headers: { authorization: `Bearer ${token}`, ...options.headers } })
  if (response.ok) return response
  const problem = await response.json().catch(() => ({}))
  throw new Error(problem.detail ?? `The server answered ${response.status}.`)
}

const fileUrls = new Map()

/** A file of a run as an address that <img> and <a> can take without the token. */
async function fileUrl(id, name) {
  const key = `${id}/${name}`
  if (!fileUrls.has(key)) {
    const response = await call(`/api/runs/${id}/files/${name}`)
    fileUrls.set(key, URL.createObjectURL(await response.blob()))
  }
  return fileUrls.get(key)
}

const isLive = ({ status }) => status === 'queued' || status === 'running'

function stateText({ status, stage, done, total, error, report }) {
  if (status === 'running') return total > 0 ? `${stage}: ${done} of ${total}` : `${stage} …`
  if (status === 'failed') return error.message
  if (status !== 'done') return status
  const seconds = Object.values(report.stages).reduce((sum, each) => sum + each, 0)
  return `done in ${seconds.toFixed(1)} s, Blender ${report.blender}, TensorFlow.js on ${report.backend}`
}

const scoreRow = (name, { accuracy, ari, map }) => {
  const row = document.createElement('tr')
  for (const text of [name, ...[accuracy, ari, map].map((value) => value?.toFixed(3) ?? 'none')])
    row.appendChild(document.createElement('td')).textContent = text
  return row
}

/** What to know before the groups are trusted. */
function showNotes(list, notes) {
  list.hidden = notes.length === 0
  for (const text of notes) list.appendChild(document.createElement('li')).textContent = text
}

async function showFiles(card, run) {
  for (const name of PICTURES.filter((each) => run.files.includes(each))) {
    const image = document.createElement('img')
    image.alt = `${name} of run ${run.id}`
    image.src = await fileUrl(run.id, name)
    card.querySelector('.pictures').append(image)
  }
  for (const name of run.files) {
    const link = document.createElement('a')
    link.textContent = name
    link.href = '#'
    link.addEventListener('click', async (event) => {
      event.preventDefault()
      const download = document.createElement('a')
      download.href = await fileUrl(run.id, name)
      download.download = name.split('/').at(-1)
      download.click()
    })
    card.querySelector('.files').append(link)
  }
}

const cards = new Map()

function showRun(run) {
  let card = cards.get(run.id)
  if (!card) {
    card = byId('run').content.cloneNode(true).firstElementChild
    const { preset, count, seed, groups } = run.request
    card.querySelector('h2').textContent = `${preset}, ${count} shapes, seed ${seed}, ${groups} groups`
    card
      .querySelector('.cancel')
      .addEventListener('click', () => call(`/api/runs/${run.id}`, { method: 'DELETE' }).then(refresh))
    cards.set(run.id, card)
    byId('runs').prepend(card)
  }
  card.dataset.status = run.status
  const state = card.querySelector('.state')
  state.textContent = stateText(run)
  state.classList.toggle('failed', run.status === 'failed')
  card.querySelector('.cancel').hidden = !isLive(run)
  const bar = card.querySelector('progress')
  bar.hidden = !isLive(run)
  if (run.total > 0) Object.assign(bar, { max: run.total, value: run.done })
  else bar.removeAttribute('value')
  if (run.status === 'done' && card.querySelector('table').hidden) {
    card.querySelector('table').hidden = false
    card.querySelector('tbody').append(scoreRow('learned', run.report.test), scoreRow('raw', run.report.baseline))
    showNotes(card.querySelector('.health'), run.notes)
    void showFiles(card, run)
  }
}

async function refresh() {
  try {
    const runs = await (await call('/api/runs')).json()
    byId('server').textContent = 'Connected'
    for (const run of runs.reverse()) showRun(run)
  } catch (error) {
    byId('server').textContent =
      error instanceof TypeError ? 'The server does not answer. Start it with npm start.' : error.message
  }
}

/** A select whose tooltip tells what the chosen value means. */
function createChoice({ enum: names, choices, default: value }) {
  const select = document.createElement('select')
  for (const name of names) select.appendChild(document.createElement('option')).textContent = name
  select.value = value
  const explain = () => (select.title = choices[select.value])
  select.addEventListener('change', explain)
  explain()
  return select
}

const createNumber = ({ minimum: min, maximum: max, default: value }) =>
  Object.assign(document.createElement('input'), { type: 'number', min, max, defaultValue: value, required: true })

/** One field a property of the request's JSON schema: its title, help, range, choices and default. */
function createField(name, field) {
  const label = document.createElement('label')
  const input = field.enum ? createChoice(field) : createNumber(field)
  input.name = name
  label.title = field.description
  label.append(`${field.title} `, input)
  return label
}

const { components } = await (await fetch('/api/openapi.json')).json()
const { properties } = components.schemas.RunRequest
byId('fields').replaceChildren(...Object.entries(properties).map(([name, field]) => createField(name, field)))

byId('start').addEventListener('submit', async (event) => {
  event.preventDefault()
  const texts = Object.entries(Object.fromEntries(new FormData(event.target)))
  const body = Object.fromEntries(
    texts.map(([name, text]) => [name, properties[name].type === 'integer' ? Number(text) : text]),
  )
  try {
    await call('/api/runs', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    byId('message').textContent = ''
    await refresh()
  } catch (error) {
    byId('message').textContent = error.message
  }
})

await refresh()
setInterval(refresh, POLL_MS)
