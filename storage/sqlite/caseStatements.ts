/** Every statement on the desk's tables, prepared once. */
import type { Sqlite } from './openDatabase';

const CASE = `c.key, c.conversation, v.id AS conversation_id, c.reference, c.channel, c.facts, c.person, c.state,
  c.state_since, c.tier, c.raised_at, c.waiting_since, c.due_at, c.holder_id, c.holder_name, c.held_since, c.handed_id,
  c.handed_name, c.aside_until, c.close_reason, c.version, c.unread, c.alerts,
  c.alerted_at, c.outside
  FROM desk_case c LEFT JOIN conversation v ON v.key = c.conversation`;
/** An answer is the desk's to read where what it answers is. */
const ALLOWED = `NOT EXISTS (SELECT 1 FROM case_gap g WHERE g.case_key = c.key
  AND coalesce(a.reply_to, a.seq) >= g.from_seq
  AND (g.to_seq IS NULL OR coalesce(a.reply_to, a.seq) < g.to_seq))`;
/** Of a message that waits for its answer nobody knows what it tells of. An advisor in the chat is told until the person leaves. */
const IS_LEAVING = `detail ->> '$.action.handover' = 'leave'`;
const KNOWN = `(a.pending = 0 OR a.kind <> 'message' OR (c.state = 'withAdvisor' AND NOT EXISTS (
  SELECT 1 FROM activity l WHERE l.conversation = a.conversation AND l.pending = 1 AND l.seq < a.seq AND l.${IS_LEAVING})))`;
const SEEN = `${ALLOWED} AND ${KNOWN}`;
const LOG = 'desk_case c JOIN activity a ON a.conversation = c.conversation';
const QUEUED = `c.state IN ('waiting', 'notAnsweredInTime')`;
/** Of the queue. */
const ORDER = 'c.tier, c.due_at, c.waiting_since, c.key';
/** Of a list by its newest change. */
const BEFORE = `(@after = '' OR c.changed < (SELECT changed FROM desk_case WHERE reference = @after))`;

export const prepareCaseStatements = (db: Sqlite) => ({
  byReference: db.prepare(`SELECT ${CASE} WHERE c.reference = ?`),
  byConversation: db.prepare(
    `SELECT ${CASE} WHERE c.conversation = (SELECT key FROM conversation WHERE id = ?) ORDER BY c.key DESC LIMIT 1`,
  ),
  /** The case whose desk follows the conversation. */
  openOf: db.prepare(
    `SELECT key, reference FROM desk_case WHERE conversation = ? AND state <> 'closed' ORDER BY key DESC LIMIT 1`,
  ),
  allOf: db.prepare(`SELECT ${CASE} WHERE c.conversation = ? ORDER BY c.key`),
  byKey: db.prepare(`SELECT ${CASE} WHERE c.key = ?`),
  waiting: db.prepare(
    `SELECT ${CASE} WHERE ${QUEUED} AND (@after = '' OR (${ORDER}) > (SELECT ${ORDER} FROM desk_case c WHERE c.reference = @after))
     ORDER BY ${ORDER} LIMIT @limit`,
  ),
  mine: db.prepare(
    `SELECT ${CASE} WHERE (c.holder_id = @advisor OR c.handed_id = @advisor) AND ${BEFORE}
     ORDER BY c.changed DESC LIMIT @limit`,
  ),
  all: db.prepare(`SELECT ${CASE} WHERE c.state <> 'closed' AND ${BEFORE} ORDER BY c.changed DESC LIMIT @limit`),
  closed: db.prepare(`SELECT ${CASE} WHERE c.state = 'closed' AND ${BEFORE} ORDER BY c.changed DESC LIMIT @limit`),
  heldBy: db.prepare(`SELECT ${CASE} WHERE c.holder_id = ?1 OR c.handed_id = ?1 ORDER BY c.changed DESC`),
  counts: db.prepare(
    `SELECT (SELECT count(*) FROM desk_case c WHERE ${QUEUED}) AS waiting,
       (SELECT count(*) FROM desk_case c WHERE ${QUEUED} AND c.tier <= 'T3') AS urgent,
       (SELECT count(*) FROM desk_case c WHERE c.holder_id = ?1 OR c.handed_id = ?1) AS mine`,
  ),
  /** People who asked and wait in the chat. */
  waitingBefore: db.prepare(
    `SELECT count(*) AS n FROM desk_case c WHERE ${QUEUED} AND c.person ->> '$.how' = 'wait'
       AND c.facts -> '$.reasons' LIKE '%"asked"%' AND c.conversation IS NOT NULL
       AND coalesce(c.aside_until, '') <= ?1 AND c.tier <= ?2 AND c.reference <> ?3`,
  ),
  // Asked every second: three small indexes, never the table.
  timed: db.prepare(
    `SELECT ${CASE} WHERE c.key IN (
       SELECT key FROM desk_case c WHERE ${QUEUED}
       UNION SELECT key FROM desk_case WHERE handed_id IS NOT NULL
       UNION SELECT key FROM desk_case WHERE aside_until IS NOT NULL) ORDER BY c.key`,
  ),
  held: db.prepare(
    `SELECT ${CASE} WHERE c.key IN (SELECT key FROM desk_case WHERE holder_id IS NOT NULL)
       AND c.state IN ('pickedUp', 'withAdvisor') ORDER BY c.key`,
  ),
  /** Whether the person wrote something, no press of a button, after this place of the log while PALS had it. */
  wroteAfter: db.prepare(
    `SELECT a.seq FROM ${LOG} WHERE c.key = ? AND a.seq > ? AND a.kind = 'message'
       AND a.detail ->> '$.action' IS NULL AND ${SEEN} LIMIT 1`,
  ),
  /** When the person wrote first after the advisor's last words, and after what the advisor has looked at. */
  unanswered: db.prepare(
    `SELECT min(at) AS at FROM activity WHERE conversation = ?1 AND kind = 'message' AND seq >
       (SELECT coalesce(max(seq), 0) FROM activity WHERE conversation = ?1 AND kind = 'advisor')
       AND seq > ?3 AND at > ?2`,
  ),
  raised: db.prepare(`SELECT ${CASE} WHERE c.raised_at >= ? AND c.raised_at < ? ORDER BY c.raised_at`),
  create: db.prepare(
    `INSERT INTO desk_case (reference, conversation, channel, facts, person, state, state_since, tier, raised_at,
       waiting_since, due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  /** Compare and set: nothing when the case has changed since it was read. */
  save: db.prepare(
    `UPDATE desk_case SET facts = ?, person = ?, state = ?, state_since = ?, tier = ?, waiting_since = ?, due_at = ?,
       holder_id = ?, holder_name = ?, held_since = ?, handed_id = ?, handed_name = ?, aside_until = ?,
       close_reason = ?, version = ?, unread = ?, alerts = ?, alerted_at = ?, outside = ?
     WHERE key = ? AND version = ? AND state = ? AND holder_id IS ?`,
  ),
  setOutside: db.prepare('UPDATE desk_case SET outside = ? WHERE key = ?'),
  setUnread: db.prepare('UPDATE desk_case SET unread = ?1 WHERE key = ?2 AND unread <> ?1'),
  setRead: db.prepare(
    `UPDATE desk_case SET read_seq = (SELECT coalesce(max(seq), 0) FROM activity a
       WHERE a.conversation = desk_case.conversation) WHERE key = ?`,
  ),
  readUpTo: db.prepare('SELECT read_seq FROM desk_case WHERE key = ?'),
  setChanged: db.prepare('UPDATE desk_case SET changed = ? WHERE key = ?'),
  letGo: db.prepare('UPDATE desk_case SET conversation = NULL WHERE conversation = ?'),
  returnable: db.prepare(
    `SELECT c.raised_at, v.id AS conversation_id, v.user_id
     FROM desk_case c JOIN conversation v ON v.key = c.conversation WHERE c.reference = ?`,
  ),
  keyOf: db.prepare('SELECT key FROM desk_case WHERE reference = ?'),

  addHistory: db.prepare(
    'INSERT INTO case_history (case_key, at, by_kind, by_id, by_name, what, detail) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ),
  history: db.prepare(
    'SELECT key, at, by_kind, by_id, by_name, what, detail FROM case_history WHERE case_key = ? ORDER BY key',
  ),
  newest: db.prepare(
    `SELECT key FROM case_history WHERE key = (SELECT max(key) FROM case_history WHERE case_key = ?) AND what = ?`,
  ),
  toldSince: db.prepare('SELECT key FROM case_history WHERE case_key = ? AND what = ? AND at >= ? LIMIT 1'),
  addNote: db.prepare('INSERT INTO case_note (case_key, at, by_id, by_name, text) VALUES (?, ?, ?, ?, ?)'),
  dropNotes: db.prepare('DELETE FROM case_note WHERE case_key = ?'),
  notes: db.prepare('SELECT key, at, by_id, by_name, text FROM case_note WHERE case_key = ? ORDER BY key'),

  addFeed: db.prepare('INSERT INTO desk_feed (kind, reference, seq) VALUES (?, ?, ?) RETURNING key'),
  feed: db.prepare('SELECT key, kind, reference, seq FROM desk_feed WHERE key > ? ORDER BY key LIMIT ?'),
  lastFeed: db.prepare('SELECT max(key) AS key FROM desk_feed'),
  pruneFeed: db.prepare('DELETE FROM desk_feed WHERE key <= (SELECT max(key) FROM desk_feed) - ?'),

  addWords: db.prepare('INSERT INTO case_words (case_key, source, text) VALUES (?, ?, ?) RETURNING key'),
  indexWords: db.prepare('INSERT INTO word_index (rowid, text) VALUES (?, ?)'),
  unindexWords: db.prepare(
    `INSERT INTO word_index (word_index, rowid, text)
     SELECT 'delete', key, text FROM case_words WHERE case_key = ? AND source = ?`,
  ),
  dropWords: db.prepare('DELETE FROM case_words WHERE case_key = ? AND source = ?'),
  /** What is searched of the chat. A wish is searched as it is now, on the case. */
  spoken: db.prepare(
    `SELECT a.seq, a.kind, a.text, a.about FROM ${LOG} WHERE c.key = ? AND a.kind IN ('message', 'advisor') AND a.text <> ''
       AND a.detail ->> '$.action.handover' IS NOT 'wish' AND ${SEEN} ORDER BY a.seq`,
  ),
  saidFrom: db.prepare(
    `SELECT seq FROM activity WHERE conversation = ? AND seq >= ? AND kind = 'message' ORDER BY seq`,
  ),

  log: db.prepare(
    `SELECT a.seq, a.kind, a.at, a.client_id, a.reply_to, a.text, a.detail, a.about
     FROM ${LOG} WHERE c.reference = ? AND a.seq > ? AND ${SEEN} ORDER BY a.seq LIMIT ?`,
  ),
  told: db.prepare(`SELECT a.seq, a.about FROM ${LOG} WHERE c.key = ? AND a.about <> '' AND ${SEEN} ORDER BY a.seq`),
  /** Whether the person has asked to leave before this place and is not answered yet. */
  isLeaving: db.prepare(
    `SELECT seq FROM activity WHERE conversation = ? AND seq < ? AND pending = 1 AND ${IS_LEAVING} LIMIT 1`,
  ),
  unansweredAfter: db.prepare(
    `SELECT a.seq, a.kind, a.at, a.client_id, a.reply_to, a.text, a.detail, a.about
     FROM activity a WHERE a.conversation = ? AND a.seq > ? AND a.pending = 1 AND a.kind = 'message' ORDER BY a.seq`,
  ),
  openGap: db.prepare('INSERT INTO case_gap (case_key, from_seq) VALUES (?, ?)'),
  endGap: db.prepare('UPDATE case_gap SET to_seq = ? WHERE case_key = ? AND to_seq IS NULL'),
  inGap: db.prepare(
    'SELECT key FROM case_gap WHERE case_key = ?1 AND ?2 >= from_seq AND (to_seq IS NULL OR ?2 < to_seq)',
  ),

  advisors: db.prepare('SELECT id, name, role, presence, seen_at FROM advisor ORDER BY name, id'),
  advisor: db.prepare('SELECT id, name, role, presence, seen_at FROM advisor WHERE id = ?'),
  saveAdvisor: db.prepare('INSERT OR REPLACE INTO advisor (id, name, role, presence, seen_at) VALUES (?, ?, ?, ?, ?)'),
  seeAdvisor: db.prepare('UPDATE advisor SET seen_at = ? WHERE id = ?'),
  session: db.prepare('SELECT * FROM desk_session WHERE hash = ?'),
  startSession: db.prepare(
    'INSERT OR REPLACE INTO desk_session (hash, advisor_id, sealed, seen_at, started_at, checked_at) VALUES (?1, ?2, ?3, ?4, ?4, ?4)',
  ),
  switchings: db.prepare('SELECT at, by_id, by_name, is_off FROM switching ORDER BY key DESC LIMIT ?'),
  turn: db.prepare('INSERT INTO switching (at, by_id, by_name, is_off) VALUES (?, ?, ?, ?)'),
  checkSession: db.prepare('UPDATE desk_session SET checked_at = ?, sealed = ? WHERE hash = ?'),
  sessionsOf: db.prepare('SELECT * FROM desk_session WHERE advisor_id = ?'),
  seeSession: db.prepare('UPDATE desk_session SET seen_at = ? WHERE hash = ?'),
  endSession: db.prepare('DELETE FROM desk_session WHERE hash = ? RETURNING *'),
  endOver: db.prepare('DELETE FROM desk_session WHERE seen_at < ? OR started_at < ? RETURNING *'),
  over: db.prepare('SELECT 1 FROM desk_session WHERE seen_at < ? OR started_at < ? LIMIT 1'),
  contacts: db.prepare(
    `SELECT v.key, v.channel, s.state, c.facts, c.person
     FROM conversation v JOIN dialog_state s ON s.conversation = v.key
       LEFT JOIN desk_case c ON c.key = (SELECT max(key) FROM desk_case WHERE conversation = v.key)
     WHERE v.key > ? AND v.at >= ? AND v.at < ?
       AND EXISTS (SELECT 1 FROM activity a WHERE a.conversation = v.key AND a.kind = 'message')
     ORDER BY v.key LIMIT ?`,
  ),
  ratings: db.prepare('SELECT outcome, rating FROM rating WHERE at >= ? AND at < ? ORDER BY key'),
});
export type CaseStatements = ReturnType<typeof prepareCaseStatements>;
