import type { LibraryView } from '../../shared/schema/library.js'
import { LIBRARY_STAGES, wordsOf } from '../../shared/stageWords.js'
import { FolderForm } from '../parts/FolderForm.js'
import { FolderTable } from '../parts/FolderTable.js'
import { StageProgress } from '../parts/StageProgress.js'
import { counted } from '../../shared/counted.js'
import { library, readLibrary, stopAdding } from '../state/library.js'
import { subjectOfLibrary } from '../state/subject.js'
import { useAnswer } from '../state/useAnswer.js'
import { DuplicatesView } from './DuplicatesView.js'
import { RefusedFiles } from './RefusedFiles.js'
import { SubjectViews } from './SubjectViews.js'

/** The library: its content, the work under way, and the views of its families. */
export function LibraryPage({ tab, shape }: { readonly tab: string; readonly shape: string }) {
  const { error } = useAnswer(readLibrary, [])
  const view = library.value
  if (view === undefined) return error ? <section class="card empty message">{error.message}</section> : null
  const { version } = view
  return (
    <>
      <header class="head">
        <div>
          <h1>Library</h1>
          <p class="lead">
            {view.shapes === 0
              ? 'Mesh files, described once and asked again and again.'
              : `${counted(view.shapes, 'shape')} of ${counted(view.files, 'file')} in ${counted(view.folders.length, 'folder')}`}
          </p>
        </div>
      </header>
      {view.adding && (
        <StageProgress {...view.adding} onStop={stopAdding}>
          {wordsOf(LIBRARY_STAGES, view.adding.stage)}: {view.adding.folders.join(', ')}
        </StageProgress>
      )}
      {view.problem && (
        <section class="verdict stop">
          <h2>The last folders could not be added</h2>
          <p>{view.problem.message}</p>
        </section>
      )}
      {view.shapes === 0 ? (
        <>
          {view.adding === null && (
            <section class="card empty">
              <h2>The library is empty</h2>
              <p>Add a folder with mesh files below: STL, OBJ, GLB, PLY, OFF, 3MF and more, also in zip archives.</p>
            </section>
          )}
          <FolderForm />
        </>
      ) : (
        <SubjectViews
          subject={subjectOfLibrary(version)}
          tab={tab}
          shape={shape}
          own={[
            { name: '', title: 'Overview', view: () => <Overview view={view} /> },
            { name: 'duplicates', title: 'Duplicates', view: () => <DuplicatesView version={version} /> },
          ]}
        />
      )}
    </>
  )
}

function Overview({ view }: { readonly view: LibraryView }) {
  return (
    <>
      <FolderTable view={view} />
      {view.refused > 0 && <RefusedFiles count={view.refused} />}
      <FolderForm />
    </>
  )
}
