/**
 * The token comes after the # of the address that `npm start` prints. No server sees that part, and it is removed from
 * the address at once. The token is kept as long as the tab.
 */
let token = ''

/** Takes the token from the address. */
export function takeToken(): void {
  const given = /^#[0-9a-f]{48}$/.test(location.hash) ? location.hash.slice(1) : ''
  if (given) history.replaceState(null, '', location.pathname + location.search)
  keepToken(given || (sessionStorage.getItem('token') ?? ''))
}

export function keepToken(text: string): void {
  token = text.trim()
  sessionStorage.setItem('token', token)
}

export const authorization = (): Record<string, string> => ({ authorization: `Bearer ${token}` })
