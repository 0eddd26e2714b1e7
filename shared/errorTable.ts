/**
 * One row for each kind of failure: what happened, what to do, and the HTTP status for REST. `{name}` is filled in.
 */
interface ErrorRow {
  readonly sentence: string
  readonly remedy: string
  readonly status: number
}

const table = <Code extends string>(rows: Record<Code, ErrorRow>): Record<Code, ErrorRow> => rows

/**
 * The error table, the only place where an error sentence is written. `blender_addon/generated/errors.py` and
 * `docs/errors.md` are generated from it. Rows are grouped by station.
 */
export const ERRORS = table({
  // input
  'input.invalid': {
    sentence: '{field}: {problem}.',
    remedy: 'Correct the value.',
    status: 400,
  },
  'input.outside': {
    sentence: '{path} lies outside of the folders that this server may read.',
    remedy:
      'Name its folder in SHAPEKIN_ALLOWED_FOLDERS where the server is started, or give a path below one of them.',
    status: 403,
  },
  'input.notFound': { sentence: 'There is no file or folder {path}.', remedy: 'Check the path.', status: 404 },
  'input.noMeshes': {
    sentence: 'There is no {formats} file in {path}{seen}.',
    remedy: 'Give mesh files, or a folder with some below it.',
    status: 404,
  },
  'input.unknownFormat': {
    sentence: '{path} is in a format that can not be read; these can: {formats}.',
    remedy: 'Export it in one of these, or give a folder with such files below it.',
    status: 415,
  },
  'input.unreadable': {
    sentence: '{path} can not be read: {reason}.',
    remedy: 'Check that it is a file and that you may read it.',
    status: 403,
  },
  'input.notFetched': {
    sentence: '{path} is a pointer of Git LFS, not the file that it stands for.',
    remedy: 'Fetch the file: `git lfs pull`.',
    status: 422,
  },
  'input.inArchive': {
    sentence: '{path} can not be read: {reason}.',
    remedy: 'What else is in the archive is read; unpack this one yourself, or make the archive again.',
    status: 422,
  },
  'output.notWritable': {
    sentence: '{path} can not be written: {reason}.',
    remedy: 'Choose another place, or change its permissions.',
    status: 500,
  },
  'output.diskFull': {
    sentence: 'The disk is full: {path} could not be written.',
    remedy: 'Free some space and run again; nothing half-written was kept.',
    status: 507,
  },

  // recipe
  'recipe.notBuilt': {
    sentence: 'Blender could not build {id}: {reason}.',
    remedy: 'Try another Blender (`shapekin doctor` names the one in use), and report the seed.',
    status: 500,
  },

  // scene: why nothing in somebody's scene can be compared, or why an object is left out
  'scene.gone': {
    sentence: 'The scene {name} is no longer in the file.',
    remedy: 'Group the objects of the scene that is there.',
    status: 409,
  },
  'scene.unknown': {
    sentence: 'There is no task {id} on a scene.',
    remedy: '`GET /api/scenes` lists them.',
    status: 404,
  },
  'scene.recordUnreadable': {
    sentence: 'The record of task {id} on a scene can not be read: {reason}.',
    remedy: 'Restore {path} from a copy, or remove its folder.',
    status: 500,
  },
  'scene.interrupted': {
    sentence: 'The server ended in the middle of this task.',
    remedy: 'Ask for it again.',
    status: 503,
  },
  'scene.cancelledLate': {
    sentence: 'Cancelled after the result was shown.',
    remedy: 'The result stays; undo removes it.',
    status: 409,
  },
  'scene.noFile': {
    sentence: 'The task {id} on a scene has no file {name}.',
    remedy: '`GET /api/scenes/{id}` lists its files once it is done.',
    status: 404,
  },
  'scene.noCollection': {
    sentence: 'There is no collection {name} in this scene.',
    remedy: 'Give the name of one as the Outliner shows it, or leave it empty for the active one.',
    status: 400,
  },
  'scene.excluded': {
    sentence: '{name} is in a collection that is excluded from the view layer.',
    remedy: 'Tick the collection in the Outliner to have it grouped.',
    status: 422,
  },
  'scene.disabled': {
    sentence: '{name} is disabled in viewports.',
    remedy: 'Enable it in the Outliner (the screen icon) to have it grouped.',
    status: 422,
  },
  'scene.noSurface': {
    sentence: '{name} has no surface ({type}).',
    remedy: 'Nothing to do, or convert it to a mesh.',
    status: 422,
  },
  'scene.nothing': {
    sentence: 'None of {count} objects can be grouped.',
    remedy: 'Choose others: meshes, curves with a bevel, text, surfaces or metaballs.',
    status: 422,
  },
  'scene.noObject': {
    sentence: '{name} is not among the objects that are looked at.',
    remedy: 'Give the name of one as the Outliner shows it, and a source that it is in.',
    status: 404,
  },
  'scene.noKinds': {
    sentence: 'None of {count} objects is sorted yet, so there is nothing to learn from.',
    remedy:
      'Put some objects of each kind into a collection of its own (or give them one name with numbers, Chair.001, and sort by names).',
    status: 422,
  },
  'scene.allSorted': {
    sentence: 'All {count} objects are sorted already.',
    remedy: 'Put what is to be sorted in no collection, or say which collection (or name) holds the rest.',
    status: 422,
  },
  'map.tooManyShapes': {
    sentence: '{count} different shapes are too many for a map of neighbors; it is made of {most} at most.',
    remedy: 'Look at the map of principal components, or make groups of a part of them.',
    status: 404,
  },
  'scene.tooManyGroups': {
    sentence: '{groups} groups can not be made of {meshes} different meshes.',
    remedy: 'Ask for fewer groups; copies of a mesh are always in one.',
    status: 422,
  },
  'scene.collectionInstance': {
    sentence: '{name} only shows the collection {collection}, whose objects are listed by themselves.',
    remedy: 'Find the objects of {collection} in the list.',
    status: 422,
  },
  'scene.noFaces': {
    sentence: '{name} has no faces.',
    remedy: 'Give a curve or text a bevel or an extrusion; delete what is empty.',
    status: 422,
  },
  'scene.metaballPart': {
    sentence: '{name} is part of the metaballs of {base}, which are one surface.',
    remedy: 'Look at {base}: it holds the group of all of them.',
    status: 422,
  },
  'scene.unreadable': {
    sentence: '{name} could not be read: {reason}.',
    remedy: 'Report it with the file, if you can.',
    status: 422,
  },

  // mesh
  'mesh.empty': {
    sentence: 'The mesh has no triangles.',
    remedy: 'Export a surface, not only points or lines.',
    status: 422,
  },
  'mesh.onlyPoints': {
    sentence: 'It holds {points} points and no faces.',
    remedy: 'Make a surface of them, then export that.',
    status: 422,
  },
  'mesh.nonFinite': {
    sentence: '{place} has a coordinate that is not a finite number.',
    remedy: 'Repair the mesh and export it again.',
    status: 422,
  },
  'mesh.indexRange': {
    sentence: '{place} names vertex {index}, but there are {vertices}.',
    remedy: 'Export the mesh again.',
    status: 422,
  },
  'mesh.truncated': {
    sentence: 'The file ends at {place}, before {expected}.',
    remedy: 'The file is incomplete: copy or export it again.',
    status: 422,
  },
  'mesh.tooConcave': {
    sentence: 'Its concave polygons are too large to cut: {work} corners squared, the limit is {limit}.',
    remedy: 'Triangulate the mesh before you export it.',
    status: 413,
  },
  'mesh.countMismatch': {
    sentence: 'The header declares {declared} triangles, the file holds {found}.',
    remedy: 'The file is damaged: copy or export it again.',
    status: 422,
  },
  'mesh.syntax': {
    sentence: '{place}: found {found} instead of {expected}.',
    remedy: 'Correct the line or export the mesh again.',
    status: 422,
  },
  'mesh.invalid': {
    sentence: '{place}: {problem}.',
    remedy: 'The file is damaged or badly written: export it again.',
    status: 422,
  },
  'mesh.unsupported': {
    sentence: '{place} needs {feature}, which is not read.',
    remedy: 'Export it without this feature.',
    status: 422,
  },
  'mesh.undecodable': {
    sentence: '{place} can not be decoded: {reason}.',
    remedy:
      'The file is damaged, or of a kind that its decoder does not know: copy it again, or export it in another way.',
    status: 422,
  },
  'mesh.noExtent': { sentence: 'All vertices lie in one point.', remedy: 'Give a mesh with an extent.', status: 422 },
  'mesh.noArea': {
    sentence: 'The triangles have no area: the corners of each lie on one line.',
    remedy: 'Give a mesh with a surface.',
    status: 422,
  },
  'mesh.tooLarge': {
    sentence: 'The mesh has {count} {what}, the limit is {limit}.',
    remedy: 'Decimate the mesh or split it.',
    status: 413,
  },

  // descriptor
  'mesh.flatHull': {
    sentence: 'The mesh lies in a plane, so it has no convex hull.',
    remedy: 'Give a mesh with a volume, or describe the model itself.',
    status: 422,
  },
  'descriptor.timeLimit': {
    sentence: 'The mesh was not described within {seconds} s.',
    remedy: 'Decimate the mesh.',
    status: 422,
  },
  'descriptor.crashed': {
    sentence: 'Describing the mesh ended its worker: {reason}.',
    remedy: 'Decimate the mesh, or free some memory; the other meshes are not affected.',
    status: 500,
  },
  'descriptor.noneDescribed': {
    sentence: 'None of the {count} files could be described. The first, {path}: {reason}',
    remedy: '`shapekin describe` gives the reason for each file.',
    status: 422,
  },

  'descriptor.setAside': {
    sentence: 'The mesh was set aside: {reason}.',
    remedy: 'Look at the log of the workers; the other meshes are not affected, and it is tried again next time.',
    status: 500,
  },

  // views
  'views.noNetwork': {
    sentence: 'The network that looks at views is {state}: {path}.',
    remedy: 'Fetch it with `npm run setup views`, or go without: `--views off`.',
    status: 422,
  },
  'views.noBlock': {
    sentence: 'The checkpoint {name} knows nothing of views.',
    remedy: 'Use `checkpoints/pretrained` or `checkpoints/pretrained-any-up`, or go without: `--views off`.',
    status: 422,
  },
  'views.otherBlock': {
    sentence: 'The checkpoint {name} knows the views of another version of Shapekin.',
    remedy: 'Learn its views anew, `shapekin pretrain --from`, or go without: `--views off`.',
    status: 422,
  },
  'views.noMeshes': {
    sentence: '{path} is a table of descriptions: there are no meshes in it to look at.',
    remedy: 'Give the mesh files, or go without: `--views off`.',
    status: 422,
  },

  // queue: work that is done by workers, through Redis and a store
  'queue.unreachable': {
    sentence: 'Redis at {address} can not be used: {reason}.',
    remedy:
      'Start it, or correct the address. Any command but `worker` does everything on this machine without --redis and SHAPEKIN_REDIS.',
    status: 503,
  },
  'queue.otherVersions': {
    sentence: 'At {address} others work with {found}; this one has {own}.',
    remedy: 'Update the older side, or wait a minute after the others have ended: results of both are never mixed.',
    status: 409,
  },
  'queue.otherStore': {
    sentence: 'At {address} others work with another store than {store}.',
    remedy: 'Give all of them the same --store: one folder that all machines see, or one bucket.',
    status: 409,
  },
  'queue.storeFailed': {
    sentence: 'The store {store} can not be used: {reason}.',
    remedy: 'Check that it is there and that you may read and write it.',
    status: 503,
  },

  // table
  'table.empty': { sentence: '{path} has no rows.', remedy: 'Check that the file is complete.', status: 422 },
  'table.noColumn': {
    sentence: '{path} has no column {column}; it has {columns}.',
    remedy:
      'Name the numbers h0, h1, ... (histograms) or e0, e1, ... (embeddings), beside id and class; or give uuid, obj_name, hist.',
    status: 422,
  },
  'table.tooLarge': {
    sentence: '{path} has {size} bytes, the limit is {limit}.',
    remedy: 'Split the table.',
    status: 413,
  },
  'table.duplicateId': {
    sentence: '{path}, row {row}: the id {id} is there twice.',
    remedy: 'Give each row an id of its own.',
    status: 422,
  },
  'table.otherReport': {
    sentence: '{report} belongs to another table than {path}.',
    remedy: 'Describe the meshes again, or remove the report: nothing is then known of how the table was made.',
    status: 422,
  },
  'table.badNumber': {
    sentence: '{path}, row {row}: {text} is not a number.',
    remedy: 'Correct the row.',
    status: 422,
  },
  'table.rowLength': {
    sentence: '{path}, row {row}: {found} numbers, expected {expected}.',
    remedy: 'Correct the row.',
    status: 422,
  },

  // cluster
  'cluster.noRows': { sentence: 'There are no rows to cluster.', remedy: 'Give at least one shape.', status: 422 },
  'cluster.nonFinite': {
    sentence: 'Row {row} holds a value that is not a finite number, or is too large.',
    remedy: 'Describe the shape again, or leave the row out.',
    status: 422,
  },
  'cluster.zeroRow': {
    sentence: 'Row {row} is all zeros, which has no direction to compare by cosine.',
    remedy: 'Leave the row out, or compare by another metric, such as l1.',
    status: 422,
  },
  'cluster.unknownShape': {
    sentence: '{id} is neither an id of the table nor a mesh file that is read ({formats}).',
    remedy: 'Give a mesh file, or an id as it stands in the table.',
    status: 404,
  },
  'cluster.otherDescriptor': {
    sentence: 'The table holds {expected}, the mesh became {found}.',
    remedy: 'Describe the mesh in the way that the table was made.',
    status: 422,
  },
  'cluster.groupsRange': {
    sentence: '{groups} groups can not be made of {count} shapes.',
    remedy: 'Ask for a whole number from 1 to {count}.',
    status: 400,
  },

  // sort
  'sort.noClass': {
    sentence: 'None of the {count} shapes has a class, so there is nothing to learn from.',
    remedy: 'Put some of the files into folders named after their classes, or fill the column `class` of some rows.',
    status: 422,
  },
  'sort.nothingToPlace': {
    sentence: 'All {count} shapes have a class already.',
    remedy:
      'Leave the files to be placed directly in the folder, say which folder is the unsorted one, or empty their column `class`.',
    status: 422,
  },

  // catalog: the SQLite file of a library
  'catalog.notFound': {
    sentence: 'There is no library at {path} yet.',
    remedy: 'Make one with `shapekin library add FOLDER`, or name another with --library.',
    status: 404,
  },
  'catalog.foreign': {
    sentence: '{path} is no library of Shapekin: {reason}.',
    remedy: 'Name another file with --library.',
    status: 422,
  },
  'catalog.newer': {
    sentence: 'The library {path} was written by a newer Shapekin: its form is {found}, this one knows {known}.',
    remedy: 'Update Shapekin, or name another library with --library.',
    status: 409,
  },
  'catalog.damaged': {
    sentence: 'The library {path} is damaged: {reason}.',
    remedy:
      'Put a copy that `shapekin library backup` made in its place, or move it away and add the folders again; no mesh is lost.',
    status: 500,
  },
  'catalog.busy': {
    sentence: 'Another process has been writing to the library {path} for too long.',
    remedy: 'Wait for it, or end it; nothing that it has written is lost.',
    status: 409,
  },
  'catalog.failed': {
    sentence: 'The library {path} can not be used: {reason}.',
    remedy: 'Report it with the log.',
    status: 500,
  },

  // library
  'library.empty': {
    sentence: 'The library {path} holds no shapes that can be compared.',
    remedy: 'Add a folder with meshes: `shapekin library add FOLDER`.',
    status: 422,
  },
  'library.unknownShape': {
    sentence: '{id} is neither an id of the library {path} nor a mesh file that is read ({formats}).',
    remedy: '`shapekin library list` tells the ids.',
    status: 404,
  },
  'library.unknownNumber': {
    sentence: 'There is no shape {number} in the library.',
    remedy: '`GET /api/library/shapes` lists them.',
    status: 404,
  },
  'library.noMesh': {
    sentence: '{id} holds no mesh that can be used.',
    remedy: 'Its status says why; when the file is repaired, add its folder again.',
    status: 422,
  },
  'library.changed': {
    sentence: 'The file of {id} has changed since it was added.',
    remedy: 'Add its folder again.',
    status: 409,
  },
  'library.unknownFolder': {
    sentence: '{folder} is no folder of the library {path}, which has {known}.',
    remedy: 'Give one of these.',
    status: 404,
  },
  'library.otherSpace': {
    sentence: 'The library {path} holds {found}, but {asked} was asked for.',
    remedy: 'Leave --checkpoint and --views out, or make a library of its own with --library FILE.',
    status: 409,
  },

  // wire
  'wire.tooShort': {
    sentence: 'A frame of {bytes} bytes is shorter than its header.',
    remedy: 'Update add-on and server to the same version.',
    status: 400,
  },
  'wire.badMagic': {
    sentence: 'The frame starts with {found}, not with SHPK.',
    remedy: 'Connect only the Shapekin add-on here.',
    status: 400,
  },
  'wire.version': {
    sentence: 'The frame is of protocol {found}, the server speaks {expected}.',
    remedy: 'Update the older side.',
    status: 426,
  },
  'wire.tooLarge': {
    sentence: 'A frame has {bytes} bytes, the limit is {limit}.',
    remedy: 'Decimate the mesh.',
    status: 413,
  },
  'wire.badType': {
    sentence: 'There is no frame or message of type {found}.',
    remedy: 'Update the older side.',
    status: 400,
  },
  'wire.size': {
    sentence: 'A frame declares {declared} bytes and holds {found}.',
    remedy: 'Send it again; if it happens again, report it.',
    status: 400,
  },
  'wire.checksum': {
    sentence: 'A frame does not match its checksum.',
    remedy: 'Send it again; if it happens again, report it.',
    status: 400,
  },
  'wire.textTooLong': {
    sentence: 'A message has {bytes} bytes, the limit is {limit}.',
    remedy: 'Connect only the Shapekin add-on here; if it is the add-on, report it.',
    status: 413,
  },
  'wire.badMessage': {
    sentence: 'The message is not understood: {problem}.',
    remedy: 'Update add-on and server to the same version.',
    status: 400,
  },

  // session
  'session.token': {
    sentence: 'The token is missing or wrong.',
    remedy:
      'Copy it from the file `token` in the home of the server (SHAPEKIN_HOME, by default .shapekin in its project).',
    status: 401,
  },
  'session.tooManyFailures': {
    sentence: 'Too many wrong tokens came from {address}.',
    remedy: 'Wait {seconds} s, then send the text of the file `token` in the home of the server.',
    status: 429,
  },
  'session.origin': {
    sentence: 'Requests from {origin} are refused.',
    remedy: 'Open the address that the server printed.',
    status: 403,
  },
  'session.helloExpected': {
    sentence: 'The first message was {type}, not hello.',
    remedy: 'Update add-on and server to the same version.',
    status: 400,
  },
  'session.helloLate': {
    sentence: 'No hello came within {seconds} s.',
    remedy: 'Connect only the Shapekin add-on here.',
    status: 408,
  },
  'session.version': {
    sentence: 'The add-on {addon} speaks protocol {found}, the server {server} speaks {expected}: {older} is older.',
    remedy: 'Update {older}.',
    status: 426,
  },
  'session.busy': {
    sentence: 'This Blender is at work on something else.',
    remedy: 'Wait until it is done, or cancel it.',
    status: 409,
  },
  'session.blenderFailed': {
    sentence: 'Blender could not go on: {reason}.',
    remedy: 'Try again; if it stays so, report it with the file, if you can.',
    status: 500,
  },
  'session.blenderLost': { sentence: 'Blender is gone: {reason}.', remedy: 'Start the run again.', status: 503 },
  'session.serverClosed': {
    sentence: 'The server at {address} was closed before the run was done.',
    remedy: 'Start it again and run again; the shapes were removed.',
    status: 503,
  },
  'session.fileOpened': {
    sentence: 'Another file was opened before the run was done.',
    remedy: 'Run again in this file.',
    status: 409,
  },
  'session.addonDisabled': {
    sentence: 'The add-on was disabled before the run was done.',
    remedy: 'Enable it and run again.',
    status: 409,
  },
  'session.serverLost': {
    sentence: 'The connection to the server at {address} was lost.',
    remedy: 'Start the server with `npm start` and run again.',
    status: 503,
  },
  'session.noServer': {
    sentence: 'No Shapekin server answers at {address}.',
    remedy: 'Start it with `npm start` in the folder of Shapekin, or set its address in the add-on preferences.',
    status: 503,
  },

  // run
  'run.unknown': { sentence: 'There is no run {id}.', remedy: '`GET /api/runs` lists them.', status: 404 },
  'run.live': { sentence: 'Run {id} is under way.', remedy: 'Cancel it first.', status: 409 },
  'run.unreadable': {
    sentence: 'The record of run {id} can not be read: {reason}.',
    remedy: 'Restore {path} from a copy, or remove its folder.',
    status: 500,
  },
  'run.interrupted': {
    sentence: 'The server ended {times} times in the middle of this run.',
    remedy: 'Look for the reason in its log (too little memory, say), then start the run again.',
    status: 500,
  },
  'run.stopped': {
    sentence: 'The run was stopped; what it has made is kept.',
    remedy: 'Start the server, or give the same command again: it goes on where it stopped.',
    status: 503,
  },
  'run.windowGone': {
    sentence: 'The server ended in the middle of this run, and the Blender that had asked for it is gone.',
    remedy: 'Run again in Blender.',
    status: 503,
  },
  'shape.unknown': {
    sentence: 'There is no shape {key}.',
    remedy:
      'The list there has their names: `GET /api/runs/ID/shapes`, and so for a scene and the library; while a run is under way, `GET /api/runs/ID/live`.',
    status: 404,
  },
  'run.noGroup': {
    sentence: 'There is no group {group}.',
    remedy: 'Groups are numbered from 0; `GET /api/runs/ID/shapes` lists them, of scenes and the library, too.',
    status: 404,
  },
  'run.notColored': {
    sentence: 'The shapes of run {id} were not colored: {reason}.',
    remedy: 'Open a file that holds them, the `scene.blend` of the run say, in a Blender that is connected.',
    status: 409,
  },
  'run.noFile': {
    sentence: 'Run {id} has no file {name}.',
    remedy: 'Wait until it is done; its record lists the files.',
    status: 404,
  },
  'run.tooManyGroups': {
    sentence: '{groups} groups can not be made of {shapes} shapes.',
    remedy: 'Ask for fewer groups or more shapes.',
    status: 400,
  },
  'run.tooFewShapes': {
    sentence: 'Only {left} of {count} shapes could be used.',
    remedy: 'Look at `refused` for the reasons; try another seed.',
    status: 422,
  },
  'run.outNotEmpty': {
    sentence: 'The folder {path} holds other files.',
    remedy: 'Choose a new or empty folder, or one that an earlier run wrote.',
    status: 400,
  },
  'run.scene': {
    sentence: 'Blender could not save the scene: {reason}.',
    remedy: 'Free some space for temporary files and run again.',
    status: 500,
  },

  // server
  'server.portTaken': {
    sentence: 'Port {port} is taken.',
    remedy: 'Stop the other program, or choose another with --port (0 = any free one).',
    status: 500,
  },
  'server.homeTaken': {
    sentence: 'A server works in {path} already: {address}, process {pid}.',
    remedy: 'Use that one, end it, or set SHAPEKIN_HOME to another folder.',
    status: 409,
  },
  'server.notStarted': {
    sentence: 'The server could not be started: {reason}.',
    remedy: 'Run `npm start` in the project folder and look at what it says.',
    status: 500,
  },
  'server.noNode': {
    sentence: 'Node was not found on this computer.',
    remedy: 'Install Node {wanted} or newer (nodejs.org), then press Connect Again.',
    status: 500,
  },
  'server.oldNode': {
    sentence: 'The Node at {path} is {version}, which is too old.',
    remedy: 'Install Node {wanted} or newer (nodejs.org), then press Connect Again.',
    status: 500,
  },
  'server.noProject': {
    sentence: 'The folder of Shapekin was not found {where}.',
    remedy: 'Name the folder that holds its package.json in the add-on preferences.',
    status: 404,
  },
  'server.homeNotWritable': {
    sentence: 'The folder {path} can not be written: {reason}.',
    remedy: 'Set SHAPEKIN_HOME to a folder of yours.',
    status: 500,
  },
  'http.noRoute': { sentence: 'There is nothing at {method} {path}.', remedy: 'See /api/docs.', status: 404 },
  'http.method': {
    sentence: '{path} does not answer to {method}.',
    remedy: 'It takes {allowed}; see /api/docs.',
    status: 405,
  },
  'http.body': {
    sentence: 'The body is not JSON of the expected form: {problem}.',
    remedy: 'See /api/openapi.json.',
    status: 400,
  },
  'http.badRequest': {
    sentence: 'The request is not understood: {problem}.',
    remedy: 'See /api/openapi.json.',
    status: 400,
  },
  'http.headersTooLong': {
    sentence: 'The address and the headers of the request are longer than {limit} bytes.',
    remedy: 'Send shorter ones; long lists go into the body.',
    status: 431,
  },
  'http.bodyTooLong': {
    sentence: 'The body is longer than {limit} bytes.',
    remedy: 'Send the fields of /api/openapi.json only.',
    status: 413,
  },
  'http.noRange': {
    sentence: 'The file has no such part as {range}.',
    remedy: 'Ask for bytes within its length, or for all of it.',
    status: 416,
  },

  // learning
  'train.tooFew': {
    sentence: 'Only {rows} shapes with a class to learn from.',
    remedy: 'Give at least 3, of two classes.',
    status: 422,
  },
  'train.oneClass': {
    sentence: 'All training shapes are of the class {class}.',
    remedy: 'Learning what sets classes apart takes at least two of them.',
    status: 422,
  },
  'train.noPairs': {
    sentence: 'Each of the {classes} classes has a single training shape.',
    remedy: 'Learning what is alike takes a class with at least two shapes.',
    status: 422,
  },
  'train.tablesDiffer': {
    sentence: 'The {table} table holds {found}, the training table {expected}.',
    remedy: 'Describe all shapes with the same descriptor.',
    status: 422,
  },
  'train.nonFinite': {
    sentence: 'Shape {id} of the {table} table has a number that is not finite.',
    remedy: 'Describe this shape again or leave it out.',
    status: 422,
  },
  'train.failed': {
    sentence: 'Training failed: {reason}.',
    remedy: 'Run `shapekin doctor`; if it finds nothing, please report this with the log.',
    status: 500,
  },
  'checkpoint.unnamed': {
    sentence: 'There is no checkpoint {name}.',
    remedy: '`GET /api/checkpoints` lists them.',
    status: 404,
  },
  'checkpoint.noFile': {
    sentence: 'The checkpoint {id} has no file {name}.',
    remedy: '`GET /api/checkpoints/{id}` lists its files.',
    status: 404,
  },
  'checkpoint.notFound': {
    sentence: '{path} is no checkpoint: {file} is missing.',
    remedy: 'Give a folder written by `shapekin train`.',
    status: 404,
  },
  'checkpoint.unknown': {
    sentence: 'The checkpoint that made {path}, {name}, was not found, so no mesh can be placed in it.',
    remedy: 'Name its folder; if it came with another version of Shapekin, embed the meshes again.',
    status: 422,
  },
  'checkpoint.broken': {
    sentence: 'The checkpoint {path} can not be read: {reason}.',
    remedy: 'Train it again.',
    status: 422,
  },
  'checkpoint.otherDescriptor': {
    sentence:
      'The checkpoint was trained on {expected} ({expectedDimension} numbers), the table holds {found} ({foundDimension}).',
    remedy: 'Describe the shapes with the descriptor of the checkpoint.',
    status: 422,
  },

  // blender
  'blender.notFound': {
    sentence: 'No Blender was found.',
    remedy: 'Run `npm run setup`, which installs one, or name yours with SHAPEKIN_BLENDER.',
    status: 503,
  },
  'blender.notWorking': {
    sentence: '{path} does not work as Blender: {reason}.',
    remedy: 'Name another one with SHAPEKIN_BLENDER.',
    status: 503,
  },
  'blender.tooOld': {
    sentence: '{path} is Blender {version}, the oldest that works is {oldest}.',
    remedy: 'Install a newer one, or name it with SHAPEKIN_BLENDER.',
    status: 503,
  },
  'blender.missingLibrary': {
    sentence: '{path} lacks the system library {library}.',
    remedy:
      'Install it; on Debian and Ubuntu: `apt-get install libgl1 libegl1 libxi6 libxfixes3 libxrender1 libxxf86vm1 libsm6 libxkbcommon0`.',
    status: 503,
  },
  'blender.missingModule': {
    sentence: 'The Python of {path} lacks the module {module}.',
    remedy:
      'Install it; on Debian and Ubuntu: `apt-get install python3-{module}`. A Blender from blender.org brings it.',
    status: 503,
  },
  'blender.foreignPython': {
    sentence: 'Blender found the Python library in {prefix}, and there {reason}.',
    remedy:
      'If that is a virtual environment, conda or pyenv, leave it and start Blender again, or start Blender from the menu of your desktop.',
    status: 503,
  },
  'blender.notInstallable': {
    sentence: '{what} can not be installed here: {reason}.',
    remedy: 'Install Blender 3.4 or later from your system or blender.org, and name it with SHAPEKIN_BLENDER.',
    status: 503,
  },
  'blender.died': {
    sentence: 'Blender ended in the middle of its work ({how}); its last words: {words}.',
    remedy: 'Run it again; nothing half-written was kept.',
    status: 502,
  },
  'blender.tooSlow': {
    sentence: 'Blender did not finish within {seconds} s and was stopped.',
    remedy: 'Run it again with fewer shapes.',
    status: 504,
  },

  // import: files that a Blender reads
  'import.noBlender': {
    sentence: '{path} can not be read: {reason}.',
    remedy:
      'Run `npm run setup`, which installs a Blender, or `npm run setup wheels` for some that read more formats, or name one that reads it with SHAPEKIN_BLENDER.',
    status: 503,
  },
  'import.failed': {
    sentence: '{path} can not be read: {reason}.',
    remedy: 'Open it in Blender; if that works, save it there as GLB.',
    status: 422,
  },

  // everything else
  cancelled: {
    sentence: 'Cancelled.',
    remedy: 'Run it again when you like; nothing half-written was kept.',
    status: 409,
  },
  internal: {
    sentence: 'Something unexpected failed: {reason}.',
    remedy: 'Please report it with the log.',
    status: 500,
  },
})

export type ErrorCode = keyof typeof ERRORS
