import type { SceneView } from '../../shared/schema/scene.js'
import { Link } from '../parts/Link.js'
import { RequestForm } from '../parts/RequestForm.js'
import { StateBadge } from '../parts/StateBadge.js'
import { moment } from '../parts/words.js'
import { go } from '../state/route.js'
import { readScenes, scenes, startScene } from '../state/scenes.js'
import { useAnswer } from '../state/useAnswer.js'

const FIELDS = ['file', 'source', 'collection', 'groups', 'similar', 'up', 'numbers', 'views', 'scale'] as const

/** Names of the tasks on a scene. */
export const TASKS: Record<SceneView['request']['task'], string> = {
  group: 'Groups',
  sort: 'Sorted',
  duplicates: 'Duplicates',
  similar: 'Similar objects',
}

/** All tasks on scenes, of files and of open Blenders, and a form to start another. */
export function ScenesView() {
  useAnswer(readScenes, [])
  const list = scenes.value
  return (
    <>
      <header class="head">
        <div>
          <h1>Scenes</h1>
          <p class="lead">The objects of a .blend, grouped by what they look like. The file itself is not written.</p>
        </div>
      </header>
      <RequestForm
        title="Group a file"
        action="Group"
        schema="SceneFileRequest"
        fields={FIELDS}
        onStart={async (values) => go(`/scenes/${await startScene(ofOneCut(values))}`)}
      />
      {list?.length === 0 && (
        <section class="card empty">
          <h2>No scenes yet</h2>
          <p>Name a .blend above, or press Group Objects in the tab Shapekin of Blender&apos;s sidebar.</p>
        </section>
      )}
      {list !== undefined && list.length > 0 && (
        <section class="card" aria-labelledby="scenes-title">
          <header>
            <h2 id="scenes-title">Scenes</h2>
          </header>
          <div class="scroll" role="region" aria-label="Table of the scenes" tabIndex={0}>
            <table>
              <thead>
                <tr>
                  <th>State</th>
                  <th>Scene</th>
                  <th>Task</th>
                  <th>Begun</th>
                  <th>Result</th>
                </tr>
              </thead>
              <tbody>
                {list.map((scene) => (
                  <tr key={scene.id}>
                    <td>
                      <StateBadge status={scene.status} />
                    </td>
                    <td>
                      <Link to={`/scenes/${scene.id}`}>{nameOfScene(scene)}</Link>
                    </td>
                    <td>{TASKS[scene.request.task]}</td>
                    <td class="when">{moment(scene.created)}</td>
                    <td class="sentence">
                      {scene.status === 'done' ? scene.summary : scene.status === 'failed' ? scene.error.message : ''}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      )}
    </>
  )
}

/** Name of a scene: `street.blend`, or that it was open in Blender. */
export const nameOfScene = ({ file }: SceneView): string => file.split(/[/\\]/).at(-1) || 'The scene open in Blender'

/** The form has a field for the number of groups and one for their likeness, which only counts where the number is 0. */
const ofOneCut = ({ similar, ...values }: Record<string, string | number>): Record<string, string | number> =>
  values.groups === 0 ? { ...values, similar } : values
