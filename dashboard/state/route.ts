import { signal } from '@preact/signals'

/** Where the page is: a path, and the settings of the view. All of it is in the address. */
export interface Route {
  /** `/runs/ID/map` is ['runs', 'ID', 'map'] */
  readonly parts: readonly string[]
  readonly settings: URLSearchParams
}

const read = (): Route => ({
  parts: location.pathname.split('/').filter(Boolean).map(decoded),
  settings: new URLSearchParams(location.search),
})

/** A part of an address that somebody typed may be wrongly coded; it is taken as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

export const route = signal<Route>(read())

window.addEventListener('popstate', () => (route.value = read()))

/** Goes to an address of the page. */
export function go(address: string): void {
  if (address === location.pathname + location.search) return
  history.pushState(null, '', address)
  route.value = read()
  window.scrollTo(0, 0)
}

/** Puts settings of a view into the address, in place of their earlier values; '' removes one. */
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
