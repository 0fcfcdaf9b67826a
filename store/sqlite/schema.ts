/** The file's history: each entry was released as it stands and is never changed; a change is a new entry. */
export const migrations: readonly string[] = [
  `
  CREATE TABLE messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    source TEXT NOT NULL,
    message_id TEXT NOT NULL,
    hash TEXT NOT NULL,
    type TEXT NOT NULL,
    company TEXT NOT NULL,
    plant TEXT NOT NULL,
    occurred_at TEXT NOT NULL,
    received_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL,
    count INTEGER NOT NULL DEFAULT 1,
    raw BLOB NOT NULL,
    event TEXT,
    status TEXT NOT NULL,
    reason TEXT,
    target TEXT,
    target_offset INTEGER,
    forwarded_at TEXT,
    UNIQUE (source, message_id, hash),
    CHECK (status <> 'pending' OR (target IS NOT NULL AND target_offset IS NOT NULL))
  ) STRICT;
  CREATE INDEX messages_by_status ON messages (status, seq, plant);
  CREATE INDEX messages_by_target ON messages (target, seq);
  CREATE UNIQUE INDEX messages_pending ON messages (target, target_offset) WHERE status = 'pending';

  CREATE TABLE targets (
    target TEXT PRIMARY KEY,
    last_offset INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE runs (
    run_id TEXT PRIMARY KEY,
    checkpoint INTEGER NOT NULL,
    process TEXT NOT NULL,
    plant TEXT NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    condition TEXT NOT NULL,
    due_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    view TEXT NOT NULL
  ) STRICT;
  CREATE INDEX runs_by_due ON runs (due_at, run_id);
  CREATE INDEX runs_by_update ON runs (updated_at, run_id);
  CREATE INDEX runs_by_key ON runs (key, run_id);
  CREATE INDEX runs_by_state ON runs (process, state, plant);

  CREATE TABLE run_exceptions (
    run_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
    owner TEXT NOT NULL,
    severity TEXT NOT NULL,
    PRIMARY KEY (run_id, owner, severity)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE checkpoints (
    run_id TEXT NOT NULL REFERENCES runs ON DELETE CASCADE,
    checkpoint INTEGER NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (run_id, checkpoint)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE facts (
    run_id TEXT NOT NULL,
    checkpoint INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    type TEXT NOT NULL,
    at TEXT NOT NULL,
    action_id TEXT,
    fact TEXT NOT NULL,
    PRIMARY KEY (run_id, checkpoint, ordinal),
    FOREIGN KEY (run_id, checkpoint) REFERENCES checkpoints ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX facts_by_action ON facts (run_id, action_id, checkpoint, ordinal) WHERE action_id IS NOT NULL;

  CREATE TABLE numbers (
    number TEXT NOT NULL,
    run_id TEXT NOT NULL,
    checkpoint INTEGER NOT NULL,
    PRIMARY KEY (number, run_id, checkpoint),
    FOREIGN KEY (run_id, checkpoint) REFERENCES checkpoints ON DELETE CASCADE
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX numbers_by_checkpoint ON numbers (run_id, checkpoint);

  CREATE TABLE audit (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    what TEXT NOT NULL,
    subject TEXT NOT NULL,
    plant TEXT NOT NULL,
    reason_code TEXT,
    text TEXT,
    outcome TEXT NOT NULL,
    details TEXT,
    hash TEXT NOT NULL
  ) STRICT;
  CREATE INDEX audit_by_subject ON audit (subject, seq);
  CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append only'); END;
  CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit BEGIN SELECT RAISE(ABORT, 'the audit is append only'); END;
  -- INSERT OR REPLACE deletes without asking the trigger above.
  CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit
    WHEN EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'the audit is append only'); END;
  `,
  `
  -- What partners were told, in the order in which it was recorded. A checkpoint that is recorded anew finds its
  -- notices by their keys, so they keep their numbers.
  CREATE TABLE notices (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    run_id TEXT NOT NULL,
    checkpoint INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    plant TEXT NOT NULL,
    subject TEXT NOT NULL,
    at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX notices_by_subject ON notices (subject, seq);
  CREATE INDEX notices_by_plant ON notices (plant, at);
  `,
  `
  -- Checkpoints in the order in which they were recorded, for whoever copies the facts elsewhere. One that is recorded
  -- anew leaves its place and gets the next number, so that nobody who had read it misses what it says now.
  CREATE TABLE feed (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id TEXT NOT NULL,
    checkpoint INTEGER NOT NULL,
    replaces INTEGER NOT NULL,
    recorded_at TEXT NOT NULL,
    UNIQUE (run_id, checkpoint),
    FOREIGN KEY (run_id, checkpoint) REFERENCES checkpoints ON DELETE CASCADE
  ) STRICT;
  INSERT INTO feed (run_id, checkpoint, replaces, recorded_at)
    SELECT run_id, checkpoints.checkpoint, 0, updated_at FROM checkpoints JOIN runs USING (run_id)
    ORDER BY checkpoints.checkpoint, run_id;
  `,
];
