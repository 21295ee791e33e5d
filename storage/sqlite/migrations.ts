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
  `
  CREATE TABLE log (
    key INTEGER PRIMARY KEY,
    conversation INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'event', 'reply', 'status', 'advisor')),
    at TEXT NOT NULL,
    client_id TEXT,
    reply_to INTEGER,
    text TEXT NOT NULL,
    detail TEXT NOT NULL,
    pending INTEGER NOT NULL
  );
  INSERT INTO log SELECT * FROM activity;
  DROP TABLE activity;
  ALTER TABLE log RENAME TO activity;
  CREATE UNIQUE INDEX activity_order ON activity (conversation, seq);
  CREATE UNIQUE INDEX activity_client ON activity (conversation, client_id) WHERE client_id IS NOT NULL;
  CREATE INDEX activity_pending ON activity (key) WHERE pending = 1;

  -- facts, person: JSON. conversation: null once the chat is deleted. changed: the desk_feed key of the newest change.
  CREATE TABLE desk_case (
    key INTEGER PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    conversation INTEGER,
    channel TEXT NOT NULL,
    facts TEXT NOT NULL,
    person TEXT NOT NULL,
    state TEXT NOT NULL,
    state_since TEXT NOT NULL,
    tier TEXT NOT NULL,
    raised_at TEXT NOT NULL,
    waiting_since TEXT NOT NULL,
    due_at TEXT NOT NULL,
    holder_id TEXT,
    holder_name TEXT,
    held_since TEXT,
    handed_id TEXT,
    handed_name TEXT,
    aside_until TEXT,
    close_reason TEXT,
    version INTEGER NOT NULL DEFAULT 1,
    unread INTEGER NOT NULL DEFAULT 0,
    alerts INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0
  );
  INSERT INTO desk_case (key, reference, conversation, channel, facts, person, state, state_since, tier, raised_at,
      waiting_since, due_at)
    SELECT key, reference, conversation, 'directline',
      json_set(facts, '$.skill', 'PALS', '$.idempotencyKey', reference, '$.maskedKinds', json('[]'),
        '$.outcomeAfter', NULL, '$.voiceFrom', NULL),
      '{"wish":"","needs":[],"language":null,"takenOut":[],"how":"phone"}',
      'waiting', raised_at, facts ->> 'tier', raised_at, raised_at, raised_at
    FROM raised_case;
  DROP TABLE raised_case;
  CREATE INDEX case_conversation ON desk_case (conversation, key) WHERE conversation IS NOT NULL;
  CREATE INDEX case_queue ON desk_case (tier, due_at, waiting_since) WHERE state IN ('waiting', 'notAnsweredInTime');
  CREATE INDEX case_holder ON desk_case (holder_id) WHERE holder_id IS NOT NULL;
  CREATE INDEX case_handed ON desk_case (handed_id) WHERE handed_id IS NOT NULL;
  CREATE INDEX case_aside ON desk_case (aside_until) WHERE aside_until IS NOT NULL;
  CREATE INDEX case_open ON desk_case (changed) WHERE state <> 'closed';
  CREATE INDEX case_closed ON desk_case (changed) WHERE state = 'closed';
  CREATE INDEX case_raised ON desk_case (raised_at);

  CREATE TABLE case_history (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    case_key INTEGER NOT NULL,
    at TEXT NOT NULL,
    by_kind TEXT NOT NULL,
    by_id TEXT,
    by_name TEXT,
    what TEXT NOT NULL,
    detail TEXT NOT NULL
  );
  CREATE INDEX history_case ON case_history (case_key, key);
  CREATE TRIGGER history_is_append_only BEFORE UPDATE ON case_history
    BEGIN SELECT RAISE(ABORT, 'history is append-only'); END;

  CREATE TABLE case_note (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    case_key INTEGER NOT NULL,
    at TEXT NOT NULL,
    by_id TEXT NOT NULL,
    by_name TEXT NOT NULL,
    text TEXT NOT NULL
  );
  CREATE INDEX note_case ON case_note (case_key, key);

  -- What is searched: of chats that became a case only. source: chat, wish or note. The index keeps no deleted word.
  CREATE TABLE case_words (key INTEGER PRIMARY KEY, case_key INTEGER NOT NULL, source TEXT NOT NULL, text TEXT NOT NULL);
  CREATE INDEX words_case ON case_words (case_key, source);
  CREATE VIRTUAL TABLE word_index USING fts5 (
    text, content = 'case_words', content_rowid = 'key', detail = none, columnsize = 0,
    tokenize = 'unicode61 remove_diacritics 2'
  );
  INSERT INTO word_index (word_index, rank) VALUES ('secure-delete', 1);

  CREATE TABLE desk_feed (key INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, reference TEXT, seq INTEGER);

  CREATE TABLE advisor (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    presence TEXT NOT NULL,
    seen_at TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE TABLE desk_session (hash TEXT PRIMARY KEY, advisor_id TEXT NOT NULL, seen_at TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX session_advisor ON desk_session (advisor_id);
  CREATE INDEX session_seen ON desk_session (seen_at);
  CREATE INDEX rating_at ON rating (at);
  `,
  `
  -- The place in the chat up to which the holder has looked.
  ALTER TABLE desk_case ADD COLUMN read_seq INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- While PALS has not got the case: what is written from this place of the log to that one is not the desk's to read.
  -- to_seq: null while it lasts.
  CREATE TABLE case_gap (
    key INTEGER PRIMARY KEY,
    case_key INTEGER NOT NULL,
    from_seq INTEGER NOT NULL,
    to_seq INTEGER
  );
  CREATE INDEX gap_case ON case_gap (case_key);
  INSERT INTO case_gap (case_key, from_seq)
    SELECT c.key, 1 + coalesce((SELECT max(seq) FROM activity WHERE conversation = c.conversation), 0)
    FROM desk_case c WHERE c.state IN ('backToAssistant', 'leftByPerson', 'closed');
  `,
  `
  ALTER TABLE desk_case ADD COLUMN alerted_at TEXT;
  -- How the newest alerts beyond the desk fare.
  ALTER TABLE desk_case ADD COLUMN outside TEXT NOT NULL DEFAULT 'none';

  -- What leaves the system. transport, target: names; addresses and secrets are settings. payload: JSON.
  CREATE TABLE outbox (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    case_key INTEGER,
    transport TEXT NOT NULL,
    target TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'needless', 'ambiguous', 'dead')),
    attempts INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    next_at TEXT NOT NULL,
    outcome TEXT
  );
  CREATE INDEX outbox_due ON outbox (next_at) WHERE state = 'pending';
  CREATE INDEX outbox_sending ON outbox (key) WHERE state = 'sending';
  CREATE INDEX outbox_case ON outbox (case_key, key);
  CREATE INDEX outbox_age ON outbox (created_at);
  `,
  `
  -- Lines of a request for PALS that it tells of, with spaces between them: what the person took out is not read.
  ALTER TABLE activity ADD COLUMN about TEXT NOT NULL DEFAULT '';
  `,
  `
  -- Messages to one target leave one after another; alerts do not wait for each other.
  ALTER TABLE outbox ADD COLUMN is_message INTEGER NOT NULL DEFAULT 0;
  CREATE INDEX outbox_target ON outbox (target, key) WHERE is_message = 1 AND state IN ('pending', 'sending');

  -- How chats on a channel without a line are reached. address: JSON.
  CREATE TABLE channel_chat (
    id TEXT PRIMARY KEY,
    owner TEXT,
    address TEXT NOT NULL,
    at TEXT NOT NULL,
    is_dead INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  CREATE INDEX channel_chat_owner ON channel_chat (owner, at) WHERE owner IS NOT NULL;

  -- Cases that advisors work in their own chats.
  CREATE TABLE live_case (
    advisor_id TEXT PRIMARY KEY,
    reference TEXT NOT NULL,
    chat_id TEXT NOT NULL,
    queued_to INTEGER,
    shown_to INTEGER NOT NULL,
    over_at TEXT
  ) WITHOUT ROWID;

  -- The team's channel. place: JSON.
  CREATE TABLE shown_card (reference TEXT PRIMARY KEY, place TEXT NOT NULL, alerts INTEGER NOT NULL) WITHOUT ROWID;
  `,
  `
  CREATE INDEX conversation_at ON conversation (at);
  -- What went because its time was over, as counts.
  CREATE TABLE removal (
    key INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    chats INTEGER NOT NULL,
    cases INTEGER NOT NULL,
    ratings INTEGER NOT NULL
  );
  `,
  `
  ALTER TABLE desk_session ADD COLUMN started_at TEXT NOT NULL DEFAULT '';
  ALTER TABLE desk_session ADD COLUMN checked_at TEXT NOT NULL DEFAULT '';
  -- Opened with the session's own id only, which is not kept.
  ALTER TABLE desk_session ADD COLUMN sealed TEXT;
  UPDATE desk_session SET started_at = seen_at, checked_at = seen_at;
  CREATE INDEX session_started ON desk_session (started_at);
  -- Who erased it; null: its time was over.
  ALTER TABLE removal ADD COLUMN by_id TEXT;
  CREATE TABLE switching (
    key INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    by_id TEXT NOT NULL,
    by_name TEXT NOT NULL,
    is_off INTEGER NOT NULL
  );
  CREATE TRIGGER switching_is_append_only BEFORE UPDATE ON switching
    BEGIN SELECT RAISE(ABORT, 'the record of the switch is append-only'); END;
  `,
  `
  -- How often it was written.
  ALTER TABLE dialog_state ADD COLUMN turns INTEGER NOT NULL DEFAULT 0;
  -- The instance that sends it.
  ALTER TABLE outbox ADD COLUMN taken_by TEXT;
  -- Which instance has what until when. Of SQLite there is one instance, and nothing in it.
  CREATE TABLE lease (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until TEXT NOT NULL) WITHOUT ROWID;
  `,
];
