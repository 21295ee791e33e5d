/** Every statement on chats. Conversations are named by their public id; rows hold its short key. */
import type { Dialect } from './work';

const ACTIVITY = 'a.seq, a.kind, a.at, a.client_id, a.reply_to, a.text, a.detail, a.about';
const KEY = '(SELECT key FROM conversation WHERE id = ?)';

export const prepareStatements = (sql: Dialect) => ({
  chat: sql.prepare(
    `SELECT c.key, c.user_id, c.channel, c.locale, s.state, s.turns,
       coalesce((SELECT max(seq) FROM activity WHERE conversation = c.key), 0) AS last_seq,
       CASE WHEN EXISTS (SELECT 1 FROM desk_case WHERE conversation = c.key) THEN 1 ELSE 0 END AS has_case
     FROM conversation c JOIN dialog_state s ON s.conversation = c.key WHERE c.id = ?`,
  ),
  createConversation: sql.prepare(
    'INSERT INTO conversation (id, user_id, channel, locale, at) VALUES (?, ?, ?, ?, ?) RETURNING key',
  ),
  createState: sql.prepare('INSERT INTO dialog_state (conversation, state) VALUES (?, ?)'),
  setState: sql.prepare('UPDATE dialog_state SET state = ?, turns = ? WHERE conversation = ?'),
  deleteState: sql.prepare('DELETE FROM dialog_state WHERE conversation = ?'),
  ended: sql.prepare('SELECT id FROM ended WHERE id = ?'),
  byClientId: sql.prepare(`SELECT ${ACTIVITY} FROM activity a WHERE a.conversation = ? AND a.client_id = ?`),
  insertActivity: sql.prepare(
    `INSERT INTO activity (conversation, seq, kind, at, client_id, reply_to, text, detail, pending, about)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  settle: sql.prepare('UPDATE activity SET pending = 0, about = ? WHERE conversation = ? AND seq = ? AND pending = 1'),
  insertRating: sql.prepare('INSERT INTO rating (outcome, rating, at) VALUES (?, ?, ?)'),
  read: sql.prepare(
    `SELECT ${ACTIVITY} FROM activity a WHERE a.conversation = ${KEY} AND a.seq > ? ORDER BY a.seq LIMIT ?`,
  ),
  repliesTo: sql.prepare(
    `SELECT ${ACTIVITY} FROM activity a WHERE a.conversation = ${KEY} AND a.seq > ?2 AND a.reply_to = ?2 ORDER BY a.seq`,
  ),
  unanswered: sql.prepare(
    `SELECT ${ACTIVITY}, c.id AS conversation_id FROM activity a JOIN conversation c ON c.key = a.conversation
     WHERE a.pending = 1 ORDER BY a.key`,
  ),
  /** Whether an earlier message waits for its answer. */
  isAfterUnanswered: sql.prepare('SELECT seq FROM activity WHERE conversation = ? AND seq < ? AND pending = 1 LIMIT 1'),
  endConversation: sql.prepare('INSERT INTO ended (id, at) VALUES (?, ?) ON CONFLICT DO NOTHING'),
  deleteActivities: sql.prepare('DELETE FROM activity WHERE conversation = ?'),
  deleteConversation: sql.prepare('DELETE FROM conversation WHERE key = ?'),
  setting: sql.prepare('SELECT value FROM setting WHERE name = ?'),
  dropSetting: sql.prepare('DELETE FROM setting WHERE name = ?'),
  setSetting: sql.prepare(
    'INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2',
  ),
});
export type Statements = ReturnType<typeof prepareStatements>;
