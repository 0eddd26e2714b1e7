/**
 * How a catalog came to its form: `user_version` counts those that a file has been through. A released one is never
 * changed; the next is added below.
 */
export const MIGRATIONS: readonly string[] = [
  `
  -- What the numbers are: only rows of one space are ever compared.
  CREATE TABLE space (
    id INTEGER PRIMARY KEY,
    described TEXT NOT NULL,   -- DescriptorId, as JSON, of table description
    placed TEXT NOT NULL,      -- DescriptorId, as JSON, of table place
    checkpoint TEXT NOT NULL,  -- folder
    used INTEGER NOT NULL,     -- the one with the highest number is in use
    UNIQUE (described, placed)
  ) STRICT;

  -- What was added: a folder with all below it, or a file.
  CREATE TABLE root (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,    -- absolute
    prefix TEXT NOT NULL UNIQUE,  -- of the ids of its files
    up TEXT NOT NULL,             -- none, y, z
    split TEXT NOT NULL           -- none, auto
  ) STRICT;

  -- What a file holds, wherever it lies and however often.
  CREATE TABLE content (
    id INTEGER PRIMARY KEY,
    space INTEGER NOT NULL REFERENCES space,
    key TEXT NOT NULL,  -- contentKey
    up TEXT NOT NULL,
    split TEXT NOT NULL,
    UNIQUE (space, key, up, split)
  ) STRICT;

  -- A shape of a content: all of it, or where it was split a part.
  CREATE TABLE shape (
    id INTEGER PRIMARY KEY,
    content INTEGER NOT NULL REFERENCES content ON DELETE CASCADE,
    part TEXT NOT NULL,  -- '' = all of it
    code TEXT,           -- why it has no numbers: a code of the error table, and its sentence
    message TEXT,
    facts TEXT NOT NULL, -- JSON, see ShapeFacts
    UNIQUE (content, part)
  ) STRICT;

  -- float32, little-endian. Each kind lies together, so that all of a kind are read in one go.
  CREATE TABLE description (shape INTEGER PRIMARY KEY REFERENCES shape ON DELETE CASCADE, numbers BLOB NOT NULL) STRICT;
  CREATE TABLE look (shape INTEGER PRIMARY KEY REFERENCES shape ON DELETE CASCADE, numbers BLOB NOT NULL) STRICT;
  CREATE TABLE place (shape INTEGER PRIMARY KEY REFERENCES shape ON DELETE CASCADE, numbers BLOB NOT NULL) STRICT;

  CREATE TABLE file (
    id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: addresses keep their meaning
    root INTEGER NOT NULL REFERENCES root ON DELETE CASCADE,
    name TEXT NOT NULL UNIQUE,             -- the id that people see: prefix of the root, and the way below it
    way BLOB NOT NULL,                     -- below the root, as the system has it: names are bytes
    class TEXT NOT NULL,
    stamp TEXT NOT NULL,                   -- size and times when it was read; '' = look again
    content INTEGER REFERENCES content,    -- NULL = it could not be read
    code TEXT,                             -- why
    message TEXT
  ) STRICT;
  CREATE INDEX fileByContent ON file (content);
  CREATE INDEX fileByRoot ON file (root);
  `,
  `
  -- What duplicates are looked for by, see signatureOf: float64. Made when it is asked for first.
  CREATE TABLE signature (content INTEGER PRIMARY KEY REFERENCES content ON DELETE CASCADE, numbers BLOB NOT NULL) STRICT;
  `,
  `
  -- What people noted, as JSON: of the families, say, see FamilyNotes.
  CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  `,
  `
  -- Of a root whose \`up\` is auto: what was found to point up, as JSON by format.
  ALTER TABLE root ADD COLUMN ups TEXT NOT NULL DEFAULT '{}';
  `,
]
