import { describe, expect, it } from 'vitest'
import { whyNoWindow } from '../support/blenderWindow.js'
import { openFurniture } from '../support/furnitureWindow.js'

const reason = await whyNoWindow()
if (reason) console.log(`Skipped, no window can be opened here: ${reason}`)

/** With every second piece in a collection of its kind; the sidebar holds the panel alone, open. */
const PREPARE = `
root, seen = bpy.context.scene.collection, {}
for each in [each for each in root.objects if each.type not in {"CAMERA", "LIGHT"}]:
    kind = each.name.partition(".")[0]
    seen[kind] = seen.get(kind, 0) + 1
    if seen[kind] == 1:
        root.children.link(bpy.data.collections.new(kind))
    if seen[kind] % 2:
        root.objects.unlink(each)
        bpy.data.collections[kind].objects.link(each)
from blender_addon import sort_panel
furniture_scene.open_alone(sort_panel.SHAPEKIN_PT_sort)
bpy.context.scene.shapekin_groups.views = "off"
bpy.ops.ed.undo_push(message="Scene")
1`
const PLACES = `{each.name: [own.name for own in each.users_collection] for each in bpy.context.scene.objects}`
const LISTED = '[[item.name, item.kind, item.percent] for item in bpy.context.scene.shapekin_sorting.items]'

type Places = Record<string, string[]>
type Listed = [string, string, number][]

describe.skipIf(reason)('the rest of a scene in a real Blender window', { timeout: 600_000 }, () => {
  it('is listed with the doubtful first, moved when a person says so, and moved back in one step', async () => {
    const { window, shoot } = await openFurniture(PREPARE)
    const before = await window.evaluate<Places>(PLACES)

    await window.click('shapekin.sort')
    await window.waitFor('type(outcome()).__name__ in ("Done", "Ended")', 300_000)
    expect(await window.evaluate('[type(outcome()).__name__, getattr(outcome(), "sentence", "")]')).toEqual([
      'Done',
      '',
    ])
    const listed = await window.evaluate<Listed>(LISTED)
    expect(listed).toHaveLength(54)
    expect(listed.map(([, , percent]) => percent)).toEqual(
      listed.map(([, , percent]) => percent).toSorted((a, b) => a - b),
    )
    expect(await window.evaluate(PLACES)).toEqual(before)

    await window.evaluate('bpy.context.scene.shapekin_sorting.sure = 80')
    await shoot('sort-listed.png')
    const sure = listed.filter(([, , percent]) => percent >= 80)
    expect(sure.length).toBeLessThan(listed.length)
    await window.click('shapekin.move_sorted')
    await window.waitFor(`len(bpy.context.scene.shapekin_sorting.items) == ${listed.length - sure.length}`, 20_000)
    const moved = await window.evaluate<Places>(PLACES)
    expect(moved).toEqual({ ...before, ...Object.fromEntries(sure.map(([name, kind]) => [name, [kind]])) })
    await shoot('sort-moved.png')

    await window.undo()
    expect(await window.evaluate(PLACES)).toEqual(before)
    expect(await window.evaluate<Listed>(LISTED)).toHaveLength(listed.length)
  })
})
