import type { ComponentChildren } from 'preact'
import { go } from '../state/route.js'

interface LinkProps {
  readonly to: string
  readonly class?: string
  readonly 'aria-current'?: 'page' | undefined
  readonly 'aria-label'?: string
  readonly title?: string
  readonly onFocus?: () => void
  readonly children?: ComponentChildren
}

/**
 * A link to another view, which is followed without loading the page again. With a modifier key the browser follows it
 * as usual.
 */
export function Link({ to, children, ...rest }: LinkProps) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    go(to)
  }
  return (
    <a href={to} onClick={follow} {...rest}>
      {children}
    </a>
  )
}
