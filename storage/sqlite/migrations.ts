/**
 * The schema, one step for each release that changed it; `PRAGMA user_version` counts the steps taken.
 * A step that was released is never edited. Times are ISO 8601 in UTC.
 */
export const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE conversation (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    user_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    locale TEXT NOT NULL,
    at TEXT NOT NULL
  );

  -- Apart from its conversation, so that a message rewrites no state.
  CREATE TABLE dialog_state (conversation INTEGER PRIMARY KEY, state TEXT NOT NULL);

  -- Ids of deleted conversations: a token that still names one must not open it anew.
  CREATE TABLE ended (id TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID;

  -- detail: of a message what was found in it, of a reply its screen; both JSON.
  CREATE TABLE activity (
    key INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'event', 'reply')),
    at TEXT NOT NULL,
    client_id TEXT,
    reply_to INTEGER,
    text TEXT NOT NULL,
    detail TEXT NOT NULL,
    pending INTEGER NOT NULL
  );
  CREATE UNIQUE INDEX activity_order ON activity (conversation, seq);
  CREATE UNIQUE INDEX activity_client ON activity (conversation, client_id) WHERE client_id IS NOT NULL;
  CREATE INDEX activity_pending ON activity (key) WHERE pending = 1;

  -- conversation: null once the chat is deleted.
  CREATE TABLE raised_case (
    key INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    conversation INTEGER,
    raised_at TEXT NOT NULL,
    facts TEXT NOT NULL
  );
  CREATE INDEX case_conversation ON raised_case (conversation) WHERE conversation IS NOT NULL;

  -- Bound to no conversation: nobody can be found by a rating.
  CREATE TABLE rating (key INTEGER PRIMARY KEY, outcome TEXT NOT NULL, rating INTEGER NOT NULL, at TEXT NOT NULL);

  CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  `,
];
