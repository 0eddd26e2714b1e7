import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { Link } from '../parts/Link.js'
import { tabAddress, type Subject } from '../state/subject.js'
import { ExportView } from './ExportView.js'
import { FamiliesView } from './FamiliesView.js'
import { MapView } from './MapView.js'
import { ShapeView } from './ShapeView.js'
import { TreeView } from './TreeView.js'

interface Tab {
  readonly name: string
  readonly title: string
  readonly view: () => ComponentChildren
}

interface SubjectViewsProps {
  readonly subject: Subject
  /** '' = the overview. */
  readonly tab: string
  /** Id of the shape that is shown, where the tab is `shapes`. */
  readonly shape: string
  /** Its own views: the first is the overview; the others come after those that all subjects have. */
  readonly own: readonly [overview: Tab, ...others: Tab[]]
}

/** The views of a run, a scene or a library: its own, and those that all three have. */
export function SubjectViews({ subject, tab, shape, own: [overview, ...others] }: SubjectViewsProps) {
  const tabs: Tab[] = [
    overview,
    { name: 'map', title: 'Map', view: () => <MapView subject={subject} /> },
    { name: 'families', title: 'Families', view: () => <FamiliesView subject={subject} /> },
    { name: 'tree', title: 'Tree', view: () => <TreeView subject={subject} /> },
    { name: 'export', title: 'Export', view: () => <ExportView subject={subject} /> },
    ...others,
  ]
  const shown = tabs.find(({ name }) => name === tab) ?? overview
  const bar = useRef<HTMLElement>(null)
  useEffect(() => {
    // On a narrow screen not all tabs are in sight, so the current one is scrolled to.
    const current = bar.current?.querySelector<HTMLElement>('[aria-current]')
    if (bar.current && current) bar.current.scrollLeft = current.offsetLeft - current.offsetWidth
  }, [tab])
  return (
    <>
      <nav class="tabs" ref={bar} aria-label={`Views of this ${subject.kind}`}>
        {tabs.map(({ name, title }) => (
          <Link key={name} to={tabAddress(subject, name)} aria-current={name === tab ? 'page' : undefined}>
            {title}
          </Link>
        ))}
      </nav>
      {tab === 'shapes' ? <ShapeView subject={subject} shape={shape} /> : shown.view()}
    </>
  )
}
