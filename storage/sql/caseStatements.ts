/** Every statement on the desk's tables. Lists take the reference after which they go on, or '', and how many. */
import type { Dialect } from './work';

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
const isLeaving = (sql: Dialect, row: string): string => `${sql.json(`${row}detail`, 'action', 'handover')} = 'leave'`;
const knownIn = (
  sql: Dialect,
): string => `(a.pending = 0 OR a.kind <> 'message' OR (c.state = 'withAdvisor' AND NOT EXISTS (
  SELECT 1 FROM activity l WHERE l.conversation = a.conversation AND l.pending = 1 AND l.seq < a.seq AND ${isLeaving(sql, 'l.')})))`;
const seenIn = (sql: Dialect): string => `${ALLOWED} AND ${knownIn(sql)}`;
const LOG = 'desk_case c JOIN activity a ON a.conversation = c.conversation';
const QUEUED = `c.state IN ('waiting', 'notAnsweredInTime')`;
/** By name: a later release may add columns while this one is running. */
const SESSION = 'hash, advisor_id, seen_at, started_at, checked_at, sealed';
/** Of the queue. */
const ORDER = 'c.tier, c.due_at, c.waiting_since, c.key';
/** Of a list by its newest change. */
const BEFORE = `(?1 = '' OR c.changed < (SELECT changed FROM desk_case WHERE reference = ?1))`;

export const prepareCaseStatements = (sql: Dialect) => ({
  byReference: sql.prepare(`SELECT ${CASE} WHERE c.reference = ?`),
  byConversation: sql.prepare(
    `SELECT ${CASE} WHERE c.conversation = (SELECT key FROM conversation WHERE id = ?) ORDER BY c.key DESC LIMIT 1`,
  ),
  /** The case whose desk follows the conversation. */
  openOf: sql.prepare(
    `SELECT key, reference FROM desk_case WHERE conversation = ? AND state <> 'closed' ORDER BY key DESC LIMIT 1`,
  ),
  allOf: sql.prepare(`SELECT ${CASE} WHERE c.conversation = ? ORDER BY c.key`),
  byKey: sql.prepare(`SELECT ${CASE} WHERE c.key = ?`),
  waiting: sql.prepare(
    `SELECT ${CASE} WHERE ${QUEUED} AND (?1 = '' OR (${ORDER}) > (SELECT ${ORDER} FROM desk_case c WHERE c.reference = ?1))
     ORDER BY ${ORDER} LIMIT ?2`,
  ),
  mine: sql.prepare(
    `SELECT ${CASE} WHERE (c.holder_id = ?3 OR c.handed_id = ?3) AND ${BEFORE}
     ORDER BY c.changed DESC LIMIT ?2`,
  ),
  all: sql.prepare(`SELECT ${CASE} WHERE c.state <> 'closed' AND ${BEFORE} ORDER BY c.changed DESC LIMIT ?2`),
  closed: sql.prepare(`SELECT ${CASE} WHERE c.state = 'closed' AND ${BEFORE} ORDER BY c.changed DESC LIMIT ?2`),
  heldBy: sql.prepare(`SELECT ${CASE} WHERE c.holder_id = ?1 OR c.handed_id = ?1 ORDER BY c.changed DESC`),
  counts: sql.prepare(
    `SELECT (SELECT count(*) FROM desk_case c WHERE ${QUEUED}) AS waiting,
       (SELECT count(*) FROM desk_case c WHERE ${QUEUED} AND c.tier <= 'T3') AS urgent,
       (SELECT count(*) FROM desk_case c WHERE c.holder_id = ?1 OR c.handed_id = ?1) AS mine`,
  ),
  /** People who asked and wait in the chat. */
  waitingBefore: sql.prepare(
    `SELECT count(*) AS n FROM desk_case c WHERE ${QUEUED} AND ${sql.json('c.person', 'how')} = 'wait'
       AND ${sql.json('c.facts', 'reasons')} LIKE '%"asked"%' AND c.conversation IS NOT NULL
       AND coalesce(c.aside_until, '') <= ?1 AND c.tier <= ?2 AND c.reference <> ?3`,
  ),
  // Asked every second: three small indexes, never the table.
  timed: sql.prepare(
    `SELECT ${CASE} WHERE c.key IN (
       SELECT key FROM desk_case c WHERE ${QUEUED}
       UNION SELECT key FROM desk_case WHERE handed_id IS NOT NULL
       UNION SELECT key FROM desk_case WHERE aside_until IS NOT NULL) ORDER BY c.key`,
  ),
  held: sql.prepare(
    `SELECT ${CASE} WHERE c.key IN (SELECT key FROM desk_case WHERE holder_id IS NOT NULL)
       AND c.state IN ('pickedUp', 'withAdvisor') ORDER BY c.key`,
  ),
  /** Whether the person wrote something, no press of a button, after this place of the log while PALS had it. */
  wroteAfter: sql.prepare(
    `SELECT a.seq FROM ${LOG} WHERE c.key = ? AND a.seq > ? AND a.kind = 'message'
       AND ${sql.json('a.detail', 'action')} IS NULL AND ${seenIn(sql)} LIMIT 1`,
  ),
  /** When the person wrote first after the advisor's last words, and after what the advisor has looked at. */
  unanswered: sql.prepare(
    `SELECT min(at) AS at FROM activity WHERE conversation = ?1 AND kind = 'message' AND seq >
       (SELECT coalesce(max(seq), 0) FROM activity WHERE conversation = ?1 AND kind = 'advisor')
       AND seq > ?3 AND at > ?2`,
  ),
  raised: sql.prepare(`SELECT ${CASE} WHERE c.raised_at >= ? AND c.raised_at < ? ORDER BY c.raised_at`),
  create: sql.prepare(
    `INSERT INTO desk_case (reference, conversation, channel, facts, person, state, state_since, tier, raised_at,
       waiting_since, due_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  /** Compare and set: nothing when the case has changed since it was read. */
  save: sql.prepare(
    `UPDATE desk_case SET facts = ?, person = ?, state = ?, state_since = ?, tier = ?, waiting_since = ?, due_at = ?,
       holder_id = ?, holder_name = ?, held_since = ?, handed_id = ?, handed_name = ?, aside_until = ?,
       close_reason = ?, version = ?, unread = ?, alerts = ?, alerted_at = ?, outside = ?
     WHERE key = ? AND version = ? AND state = ? AND holder_id IS NOT DISTINCT FROM ?`,
  ),
  setOutside: sql.prepare('UPDATE desk_case SET outside = ? WHERE key = ?'),
  setUnread: sql.prepare('UPDATE desk_case SET unread = ?1 WHERE key = ?2 AND unread <> ?1'),
  setRead: sql.prepare(
    `UPDATE desk_case SET read_seq = (SELECT coalesce(max(seq), 0) FROM activity a
       WHERE a.conversation = desk_case.conversation) WHERE key = ?`,
  ),
  readUpTo: sql.prepare('SELECT read_seq FROM desk_case WHERE key = ?'),
  setChanged: sql.prepare('UPDATE desk_case SET changed = ? WHERE key = ?'),
  letGo: sql.prepare('UPDATE desk_case SET conversation = NULL WHERE conversation = ?'),
  returnable: sql.prepare(
    `SELECT c.raised_at, v.id AS conversation_id, v.user_id
     FROM desk_case c JOIN conversation v ON v.key = c.conversation WHERE c.reference = ?`,
  ),
  keyOf: sql.prepare('SELECT key FROM desk_case WHERE reference = ?'),

  addHistory: sql.prepare(
    'INSERT INTO case_history (case_key, at, by_kind, by_id, by_name, what, detail) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ),
  history: sql.prepare(
    'SELECT key, at, by_kind, by_id, by_name, what, detail FROM case_history WHERE case_key = ? ORDER BY key',
  ),
  newest: sql.prepare(
    `SELECT key FROM case_history WHERE key = (SELECT max(key) FROM case_history WHERE case_key = ?) AND what = ?`,
  ),
  toldSince: sql.prepare('SELECT key FROM case_history WHERE case_key = ? AND what = ? AND at >= ? LIMIT 1'),
  addNote: sql.prepare('INSERT INTO case_note (case_key, at, by_id, by_name, text) VALUES (?, ?, ?, ?, ?)'),
  dropNotes: sql.prepare('DELETE FROM case_note WHERE case_key = ?'),
  notes: sql.prepare('SELECT key, at, by_id, by_name, text FROM case_note WHERE case_key = ? ORDER BY key'),

  addFeed: sql.prepare('INSERT INTO desk_feed (kind, reference, seq) VALUES (?, ?, ?) RETURNING key'),
  feed: sql.prepare('SELECT key, kind, reference, seq FROM desk_feed WHERE key > ? ORDER BY key LIMIT ?'),
  lastFeed: sql.prepare('SELECT max(key) AS key FROM desk_feed'),
  pruneFeed: sql.prepare('DELETE FROM desk_feed WHERE key <= (SELECT max(key) FROM desk_feed) - ?'),

  addWords: sql.prepare('INSERT INTO case_words (case_key, source, text) VALUES (?, ?, ?) RETURNING key'),
  dropWords: sql.prepare('DELETE FROM case_words WHERE case_key = ? AND source = ?'),
  /** What is searched of the chat. A wish is searched as it is now, on the case. */
  spoken: sql.prepare(
    `SELECT a.seq, a.kind, a.text, a.about FROM ${LOG} WHERE c.key = ? AND a.kind IN ('message', 'advisor') AND a.text <> ''
       AND ${sql.json('a.detail', 'action', 'handover')} IS DISTINCT FROM 'wish' AND ${seenIn(sql)} ORDER BY a.seq`,
  ),
  saidFrom: sql.prepare(
    `SELECT seq FROM activity WHERE conversation = ? AND seq >= ? AND kind = 'message' ORDER BY seq`,
  ),

  log: sql.prepare(
    `SELECT a.seq, a.kind, a.at, a.client_id, a.reply_to, a.text, a.detail, a.about
     FROM ${LOG} WHERE c.reference = ? AND a.seq > ? AND ${seenIn(sql)} ORDER BY a.seq LIMIT ?`,
  ),
  told: sql.prepare(
    `SELECT a.seq, a.about FROM ${LOG} WHERE c.key = ? AND a.about <> '' AND ${seenIn(sql)} ORDER BY a.seq`,
  ),
  /** Whether the person has asked to leave before this place and is not answered yet. */
  isLeaving: sql.prepare(
    `SELECT seq FROM activity WHERE conversation = ? AND seq < ? AND pending = 1 AND ${isLeaving(sql, '')} LIMIT 1`,
  ),
  unansweredAfter: sql.prepare(
    `SELECT a.seq, a.kind, a.at, a.client_id, a.reply_to, a.text, a.detail, a.about
     FROM activity a WHERE a.conversation = ? AND a.seq > ? AND a.pending = 1 AND a.kind = 'message' ORDER BY a.seq`,
  ),
  openGap: sql.prepare('INSERT INTO case_gap (case_key, from_seq) VALUES (?, ?)'),
  endGap: sql.prepare('UPDATE case_gap SET to_seq = ? WHERE case_key = ? AND to_seq IS NULL'),
  inGap: sql.prepare(
    'SELECT key FROM case_gap WHERE case_key = ?1 AND ?2 >= from_seq AND (to_seq IS NULL OR ?2 < to_seq)',
  ),

  advisors: sql.prepare('SELECT id, name, role, presence, seen_at FROM advisor ORDER BY name, id'),
  advisor: sql.prepare('SELECT id, name, role, presence, seen_at FROM advisor WHERE id = ?'),
  saveAdvisor: sql.prepare(
    `INSERT INTO advisor (id, name, role, presence, seen_at) VALUES (?1, ?2, ?3, ?4, ?5)
     ON CONFLICT (id) DO UPDATE SET name = ?2, role = ?3, presence = ?4, seen_at = ?5`,
  ),
  seeAdvisor: sql.prepare('UPDATE advisor SET seen_at = ? WHERE id = ?'),
  session: sql.prepare(`SELECT ${SESSION} FROM desk_session WHERE hash = ?`),
  startSession: sql.prepare(
    `INSERT INTO desk_session (hash, advisor_id, sealed, seen_at, started_at, checked_at) VALUES (?1, ?2, ?3, ?4, ?4, ?4)
     ON CONFLICT (hash) DO UPDATE SET advisor_id = ?2, sealed = ?3, seen_at = ?4, started_at = ?4, checked_at = ?4`,
  ),
  switchings: sql.prepare('SELECT at, by_id, by_name, is_off FROM switching ORDER BY key DESC LIMIT ?'),
  turn: sql.prepare('INSERT INTO switching (at, by_id, by_name, is_off) VALUES (?, ?, ?, ?)'),
  checkSession: sql.prepare('UPDATE desk_session SET checked_at = ?, sealed = ? WHERE hash = ?'),
  sessionsOf: sql.prepare(`SELECT ${SESSION} FROM desk_session WHERE advisor_id = ?`),
  seeSession: sql.prepare('UPDATE desk_session SET seen_at = ? WHERE hash = ?'),
  endSession: sql.prepare(`DELETE FROM desk_session WHERE hash = ? RETURNING ${SESSION}`),
  endOver: sql.prepare(`DELETE FROM desk_session WHERE seen_at < ? OR started_at < ? RETURNING ${SESSION}`),
  over: sql.prepare('SELECT 1 FROM desk_session WHERE seen_at < ? OR started_at < ? LIMIT 1'),
  contacts: sql.prepare(
    `SELECT v.key, v.channel, s.state, c.facts, c.person
     FROM conversation v JOIN dialog_state s ON s.conversation = v.key
       LEFT JOIN desk_case c ON c.key = (SELECT max(key) FROM desk_case WHERE conversation = v.key)
     WHERE v.key > ? AND v.at >= ? AND v.at < ?
       AND EXISTS (SELECT 1 FROM activity a WHERE a.conversation = v.key AND a.kind = 'message')
     ORDER BY v.key LIMIT ?`,
  ),
  ratings: sql.prepare('SELECT outcome, rating FROM rating WHERE at >= ? AND at < ? ORDER BY key'),
});
export type CaseStatements = ReturnType<typeof prepareCaseStatements>;
