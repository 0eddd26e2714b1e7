import { describe, expect, it } from 'vitest'
import { GROUP_COLORS } from '../../shared/groupColors.js'
import { whyNoWindow } from '../support/blenderWindow.js'
import { openFurniture } from '../support/furnitureWindow.js'
import { callApi } from '../support/startServer.js'

const reason = await whyNoWindow()
if (reason) console.log(`Skipped, no window can be opened here: ${reason}`)

const PREPARE = `
for number, each in enumerate(bpy.data.objects):
    each.color = (number / 200, 0.5, 1 - number / 200, 1)
bpy.ops.ed.undo_push(message="Scene")
len(bpy.data.objects)`
const COLORS = '{each.name: [round(channel, 6) for channel in each.color] for each in bpy.data.objects}'
const GROUPS = '[[item.name, item.size] for item in bpy.context.scene.shapekin_groups.items]'
// How many pictures of meshes the lists have, when those of all groups are there; 0 before.
const PICTURES = `
from blender_addon import window
icons = [window.icon_of(item.picture) for item in bpy.context.scene.shapekin_groups.items]
len(set(icons)) if all(icons) else 0`
const PERCENT = 'bpy.context.scene.shapekin_groups.similar'
const SHADING = `
area = next(a for a in bpy.context.window_manager.windows[0].screen.areas if a.type == "VIEW_3D")
[area.spaces.active.shading.type, area.spaces.active.shading.color_type]`
const IN_LOCAL_VIEW = `${SHADING}
view = area.spaces.active
depsgraph = bpy.context.evaluated_depsgraph_get()
objects = [each.evaluated_get(depsgraph) for each in bpy.context.view_layer.objects]
sum(each.local_view_get(view) for each in objects) if view.local_view else 0`

type Colors = Record<string, number[]>

describe.skipIf(reason)("an artist's own scene in a real Blender window", { timeout: 600_000 }, () => {
  it('is grouped, cut anew by dragging, undone in one step and given back as it was', async () => {
    const { server, window, prepared: count, shoot: shootAs } = await openFurniture(PREPARE)
    const shoot = (name: string) => shootAs(`groups-${name}.png`)
    const before = await window.evaluate<Colors>(COLORS)
    const shading = await window.evaluate<string[]>(SHADING)
    await shoot('before')

    await window.click('shapekin.group')
    await shoot('running')
    await window.waitFor('type(outcome()).__name__ in ("Done", "Ended")', 300_000)
    expect(await window.evaluate('[type(outcome()).__name__, getattr(outcome(), "sentence", "")]')).toEqual([
      'Done',
      '',
    ])
    await window.waitFor(PICTURES, 20_000)
    await shoot('grouped')
    const grouped = await window.evaluate<Colors>(COLORS)
    const groups = await window.evaluate<[string, number][]>(GROUPS)

    // As the server has it: the same objects together, a color for each group, in the order of their size.
    const id = await window.evaluate<string>('outcome().run_id')
    const table = await (await callApi(server, `/api/scenes/${id}/files/groups.tsv`)).text()
    const rows = table.split('\n').slice(1, -1)
    const colorsOf = new Map<string, Set<string>>()
    const sizes: number[] = []
    for (const [name, , , group] of rows.map((row) => row.split('\t'))) {
      if (group === '') {
        expect(grouped[name]).toEqual(before[name])
        continue
      }
      colorsOf.set(group, (colorsOf.get(group) ?? new Set()).add(String(grouped[name])))
      sizes[Number(group)] = (sizes[Number(group)] ?? 0) + 1
    }
    const colors = [...colorsOf.values()].flatMap((each) => [...each])
    expect(rows).toHaveLength(count)
    expect(colors).toHaveLength(groups.length)
    expect(new Set(colors).size).toBe(groups.length)
    expect(groups.map(([, size]) => size)).toEqual(sizes)

    await window.dragSlider(0.3)
    expect(await window.evaluate<number>(PERCENT)).toBeGreaterThan(60)
    expect((await window.evaluate<unknown[]>(GROUPS)).length).toBeGreaterThan(groups.length)
    await shoot('dragged')
    await window.undo()
    expect(await window.evaluate(PERCENT)).toBe(50)
    expect(await window.evaluate(COLORS)).toEqual(grouped)
    expect(await window.evaluate(GROUPS)).toEqual(groups)

    // A card is clicked anywhere.
    await window.clickCard(GROUP_COLORS[2])
    expect(await window.evaluate('bpy.context.scene.shapekin_groups.active')).toBe(2)
    await window.clickCard(GROUP_COLORS[0])
    await window.click('shapekin.select_group')
    expect(await window.evaluate('len(bpy.context.view_layer.objects.selected)')).toBe(groups[0][1])
    await window.click('shapekin.isolate_group')
    expect(await window.waitFor(IN_LOCAL_VIEW, 10_000)).toBe(groups[0][1])
    await shoot('isolated')
    await window.click('shapekin.isolate_group')
    expect(await window.evaluate(IN_LOCAL_VIEW)).toBe(0)

    await window.click('shapekin.restore_colors')
    expect(await window.evaluate(COLORS)).toEqual(before)
    expect(await window.evaluate(SHADING)).toEqual(shading)
    await shoot('restored')
  })
})
