import { keepSettings, route } from '../state/route.js'

/** A search field; its text is kept in the address as `find`. */
export const SearchField = ({ label }: { readonly label: string }) => (
  <input
    type="search"
    aria-label={label}
    placeholder={label}
    value={route.value.settings.get('find') ?? ''}
    onInput={(event) => keepSettings({ find: event.currentTarget.value })}
  />
)
