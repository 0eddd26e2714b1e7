import { signal } from '@preact/signals'

/** Where the page is: a path, and what the view has set, all in the address. */
export interface Route {
  /** `/runs/ID/map` is ['runs', 'ID', 'map'] */
  readonly parts: readonly string[]
  readonly settings: URLSearchParams
}

const read = (): Route => ({
  parts: location.pathname.split('/').filter(Boolean).map(decodeURIComponent),
  settings: new URLSearchParams(location.search),
})

export const route = signal<Route>(read())

window.addEventListener('popstate', () => (route.value = read()))

/** Goes to an address of the page. */
export function go(address: string): void {
  if (address === location.pathname + location.search) return
  history.pushState(null, '', address)
  route.value = read()
  window.scrollTo(0, 0)
}

/** Keeps what a view has set in the address, in the place of what was there; '' takes it out. */
export function keepSettings(settings: Readonly<Record<string, string>>): void {
  const next = new URLSearchParams(location.search)
  for (const [name, value] of Object.entries(settings)) {
    if (value === '') next.delete(name)
    else next.set(name, value)
  }
  const text = next.toString()
  history.replaceState(null, '', location.pathname + (text && `?${text}`))
  route.value = read()
}
