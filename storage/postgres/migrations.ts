/**
 * The schema for PostgreSQL, as SQLite has it. An older release may be running while a step is made, and may be started
 * again after it: a step only adds what that release does not miss (a table, a column with a default, an index). What
 * is no longer needed is dropped by a later release, whose step names itself in `needs`: older ones no longer start then.
 * A step that was released is never edited. Times are ISO 8601 in UTC.
 */
export interface Step {
  readonly sql: string;
  /** The oldest schema whose release can work with the schema after this step; that of before where it is not given. */
  readonly needs?: number;
}

const KEY = 'BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY';
/** Compared byte by byte, as SQLite does it, whatever language the server speaks. */
const TEXT = 'TEXT COLLATE "C"';

export const STEPS: readonly Step[] = [
  {
    sql: `
  CREATE TABLE conversation (
    key ${KEY}, id ${TEXT} NOT NULL UNIQUE, user_id ${TEXT} NOT NULL, channel ${TEXT} NOT NULL,
    locale ${TEXT} NOT NULL, at ${TEXT} NOT NULL
  );
  CREATE INDEX conversation_at ON conversation (at);
  CREATE TABLE dialog_state (conversation BIGINT PRIMARY KEY, state TEXT NOT NULL, turns BIGINT NOT NULL DEFAULT 0);
  CREATE TABLE ended (id ${TEXT} PRIMARY KEY, at ${TEXT} NOT NULL);
  CREATE TABLE activity (
    key ${KEY}, conversation BIGINT NOT NULL, seq BIGINT NOT NULL,
    kind ${TEXT} NOT NULL CHECK (kind IN ('message', 'event', 'reply', 'status', 'advisor')),
    at ${TEXT} NOT NULL, client_id ${TEXT}, reply_to BIGINT, text TEXT NOT NULL, detail TEXT NOT NULL,
    pending INTEGER NOT NULL, about ${TEXT} NOT NULL DEFAULT ''
  );
  CREATE UNIQUE INDEX activity_order ON activity (conversation, seq);
  CREATE UNIQUE INDEX activity_client ON activity (conversation, client_id) WHERE client_id IS NOT NULL;
  CREATE INDEX activity_pending ON activity (key) WHERE pending = 1;
  CREATE TABLE rating (key ${KEY}, outcome ${TEXT} NOT NULL, rating INTEGER NOT NULL, at ${TEXT} NOT NULL);
  CREATE INDEX rating_at ON rating (at);
  CREATE TABLE setting (name ${TEXT} PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE desk_case (
    key ${KEY}, reference ${TEXT} NOT NULL UNIQUE, conversation BIGINT, channel ${TEXT} NOT NULL,
    facts TEXT NOT NULL, person TEXT NOT NULL, state ${TEXT} NOT NULL, state_since ${TEXT} NOT NULL,
    tier ${TEXT} NOT NULL, raised_at ${TEXT} NOT NULL, waiting_since ${TEXT} NOT NULL, due_at ${TEXT} NOT NULL,
    holder_id ${TEXT}, holder_name TEXT, held_since ${TEXT}, handed_id ${TEXT}, handed_name TEXT,
    aside_until ${TEXT}, close_reason ${TEXT}, version BIGINT NOT NULL DEFAULT 1, unread INTEGER NOT NULL DEFAULT 0,
    alerts INTEGER NOT NULL DEFAULT 0, changed BIGINT NOT NULL DEFAULT 0, read_seq BIGINT NOT NULL DEFAULT 0,
    alerted_at ${TEXT}, outside ${TEXT} NOT NULL DEFAULT 'none'
  );
  CREATE INDEX case_conversation ON desk_case (conversation, key) WHERE conversation IS NOT NULL;
  CREATE INDEX case_queue ON desk_case (tier, due_at, waiting_since) WHERE state IN ('waiting', 'notAnsweredInTime');
  CREATE INDEX case_holder ON desk_case (holder_id) WHERE holder_id IS NOT NULL;
  CREATE INDEX case_handed ON desk_case (handed_id) WHERE handed_id IS NOT NULL;
  CREATE INDEX case_aside ON desk_case (aside_until) WHERE aside_until IS NOT NULL;
  CREATE INDEX case_open ON desk_case (changed) WHERE state <> 'closed';
  CREATE INDEX case_closed ON desk_case (changed) WHERE state = 'closed';
  CREATE INDEX case_raised ON desk_case (raised_at);
  CREATE TABLE case_history (
    key ${KEY}, case_key BIGINT NOT NULL, at ${TEXT} NOT NULL, by_kind ${TEXT} NOT NULL, by_id ${TEXT}, by_name TEXT,
    what ${TEXT} NOT NULL, detail TEXT NOT NULL
  );
  CREATE INDEX history_case ON case_history (case_key, key);
  CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$;
  CREATE TRIGGER history_is_append_only BEFORE UPDATE ON case_history EXECUTE FUNCTION append_only();
  CREATE TABLE case_note (
    key ${KEY}, case_key BIGINT NOT NULL, at ${TEXT} NOT NULL, by_id ${TEXT} NOT NULL, by_name TEXT NOT NULL,
    text TEXT NOT NULL
  );
  CREATE INDEX note_case ON case_note (case_key, key);
  CREATE TABLE case_gap (key ${KEY}, case_key BIGINT NOT NULL, from_seq BIGINT NOT NULL, to_seq BIGINT);
  CREATE INDEX gap_case ON case_gap (case_key);
  CREATE TABLE case_words (
    key ${KEY}, case_key BIGINT NOT NULL, source ${TEXT} NOT NULL, text TEXT NOT NULL, terms tsvector
  );
  CREATE INDEX words_case ON case_words (case_key, source);
  CREATE INDEX words_terms ON case_words USING gin (terms);
  CREATE TABLE desk_feed (key ${KEY}, kind ${TEXT} NOT NULL, reference ${TEXT}, seq BIGINT);
  CREATE TABLE advisor (
    id ${TEXT} PRIMARY KEY, name ${TEXT} NOT NULL, role ${TEXT} NOT NULL, presence ${TEXT} NOT NULL,
    seen_at ${TEXT} NOT NULL
  );
  CREATE TABLE desk_session (
    hash ${TEXT} PRIMARY KEY, advisor_id ${TEXT} NOT NULL, seen_at ${TEXT} NOT NULL, started_at ${TEXT} NOT NULL,
    checked_at ${TEXT} NOT NULL, sealed TEXT
  );
  CREATE INDEX session_advisor ON desk_session (advisor_id);
  CREATE INDEX session_seen ON desk_session (seen_at);
  CREATE INDEX session_started ON desk_session (started_at);
  CREATE TABLE outbox (
    key ${KEY}, id ${TEXT} NOT NULL UNIQUE, case_key BIGINT, transport ${TEXT} NOT NULL, target ${TEXT} NOT NULL,
    payload TEXT NOT NULL,
    state ${TEXT} NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'needless', 'ambiguous', 'dead')),
    attempts INTEGER NOT NULL, created_at ${TEXT} NOT NULL, next_at ${TEXT} NOT NULL, outcome ${TEXT},
    is_message INTEGER NOT NULL DEFAULT 0, taken_by ${TEXT}
  );
  CREATE INDEX outbox_due ON outbox (next_at) WHERE state = 'pending';
  CREATE INDEX outbox_sending ON outbox (key) WHERE state = 'sending';
  CREATE INDEX outbox_case ON outbox (case_key, key);
  CREATE INDEX outbox_age ON outbox (created_at);
  CREATE INDEX outbox_target ON outbox (target, key) WHERE is_message = 1 AND state IN ('pending', 'sending');
  CREATE TABLE channel_chat (
    id ${TEXT} PRIMARY KEY, owner ${TEXT}, address TEXT NOT NULL, at ${TEXT} NOT NULL, is_dead INTEGER NOT NULL DEFAULT 0
  );
  CREATE INDEX channel_chat_owner ON channel_chat (owner, at) WHERE owner IS NOT NULL;
  CREATE TABLE live_case (
    advisor_id ${TEXT} PRIMARY KEY, reference ${TEXT} NOT NULL, chat_id ${TEXT} NOT NULL, queued_to BIGINT,
    shown_to BIGINT NOT NULL, over_at ${TEXT}
  );
  CREATE TABLE shown_card (reference ${TEXT} PRIMARY KEY, place TEXT NOT NULL, alerts INTEGER NOT NULL);
  CREATE TABLE removal (
    key ${KEY}, at ${TEXT} NOT NULL, chats INTEGER NOT NULL, cases INTEGER NOT NULL, ratings INTEGER NOT NULL,
    by_id ${TEXT}
  );
  CREATE TABLE switching (
    key ${KEY}, at ${TEXT} NOT NULL, by_id ${TEXT} NOT NULL, by_name TEXT NOT NULL, is_off INTEGER NOT NULL
  );
  CREATE TRIGGER switching_is_append_only BEFORE UPDATE ON switching EXECUTE FUNCTION append_only();
  CREATE TABLE lease (name ${TEXT} PRIMARY KEY, holder ${TEXT} NOT NULL, until ${TEXT} NOT NULL);
  `,
  },
];
