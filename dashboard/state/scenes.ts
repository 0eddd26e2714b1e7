import { signal } from '@preact/signals'
import type { SceneView } from '../../shared/schema/scene.js'
import type { SceneFileRequest } from '../../shared/schema/sceneRequest.js'
import { call, getJson, postJson } from '../api/call.js'

/** All groupings of scenes, newest first; undefined = not read yet. */
export const scenes = signal<readonly SceneView[] | undefined>(undefined)

export async function readScenes(): Promise<void> {
  scenes.value = await getJson<SceneView[]>('/api/scenes')
}

/** Starts a task on a scene. @returns the id of the new record */
export async function startScene(request: Partial<SceneFileRequest>): Promise<string> {
  const { id } = await postJson<{ id: string }>('/api/scenes', request)
  await readScenes()
  return id
}

export const cancelScene = (id: string): Promise<unknown> => call(`/api/scenes/${id}`, { method: 'DELETE' })
