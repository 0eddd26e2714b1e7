import { describe, expect, it, vi } from 'vitest'
import { LinkedSelection } from '../../server/session/linkedSelection.js'
import { handDriven } from '../support/handDriven.js'

describe('LinkedSelection', () => {
  it('speaks to every connected window, and to nobody who works without one', () => {
    const { blenders, connect } = handDriven()
    const [window, gone] = ['window-0001', 'window-0002'].map((id) => connect().hello(id, 'window'))
    const worker = connect().hello('worker-0001')
    gone.drop()
    const changed = vi.fn()
    const selection = new LinkedSelection(blenders, changed)
    selection.watch()
    selection.select(['Chair'])
    const heard = ({ said }: typeof window) => said.filter(({ type }) => type !== 'welcome')
    expect(heard(window)).toEqual([
      { type: 'watch_selection', seconds: 60 },
      { type: 'select_objects', objects: ['Chair'] },
    ])
    expect([heard(gone), heard(worker)]).toEqual([[], []])
    expect(selection.view()).toEqual({ blenders: 1, objects: ['Chair'] })
    expect(changed).not.toHaveBeenCalled() // who selected it knows

    selection.hear(['Table', 'Vase'])
    expect(selection.view().objects).toEqual(['Table', 'Vase'])
    expect(changed).toHaveBeenCalledOnce()
  })
})
