/** Every statement of the store, prepared once. Conversations are named by their public id; rows hold its short key. */
import type { Sqlite } from './openDatabase';

const ACTIVITY = 'a.seq, a.kind, a.at, a.client_id, a.reply_to, a.text, a.detail, a.about';
const KEY = '(SELECT key FROM conversation WHERE id = ?)';

export const prepareStatements = (db: Sqlite) => ({
  // One process writes, one transaction at a time: what is the last place now is so until this transaction ends.
  chat: db.prepare(
    `SELECT c.key, c.user_id, c.channel, c.locale, s.state,
       coalesce((SELECT max(seq) FROM activity WHERE conversation = c.key), 0) AS last_seq,
       EXISTS (SELECT 1 FROM desk_case WHERE conversation = c.key) AS has_case
     FROM conversation c JOIN dialog_state s ON s.conversation = c.key WHERE c.id = ?`,
  ),
  createConversation: db.prepare('INSERT INTO conversation (id, user_id, channel, locale, at) VALUES (?, ?, ?, ?, ?)'),
  createState: db.prepare('INSERT INTO dialog_state (conversation, state) VALUES (?, ?)'),
  setState: db.prepare('UPDATE dialog_state SET state = ? WHERE conversation = ?'),
  deleteState: db.prepare('DELETE FROM dialog_state WHERE conversation = ?'),
  ended: db.prepare('SELECT id FROM ended WHERE id = ?'),
  byClientId: db.prepare(`SELECT ${ACTIVITY} FROM activity a WHERE a.conversation = ? AND a.client_id = ?`),
  insertActivity: db.prepare(
    `INSERT INTO activity (conversation, seq, kind, at, client_id, reply_to, text, detail, pending, about)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  settle: db.prepare('UPDATE activity SET pending = 0, about = ? WHERE conversation = ? AND seq = ? AND pending = 1'),
  insertRating: db.prepare('INSERT INTO rating (outcome, rating, at) VALUES (?, ?, ?)'),
  read: db.prepare(
    `SELECT ${ACTIVITY} FROM activity a WHERE a.conversation = ${KEY} AND a.seq > ? ORDER BY a.seq LIMIT ?`,
  ),
  repliesTo: db.prepare(
    `SELECT ${ACTIVITY} FROM activity a WHERE a.conversation = ${KEY} AND a.seq > ?2 AND a.reply_to = ?2 ORDER BY a.seq`,
  ),
  unanswered: db.prepare(
    `SELECT ${ACTIVITY}, c.id AS conversation_id FROM activity a JOIN conversation c ON c.key = a.conversation
     WHERE a.pending = 1 ORDER BY a.key`,
  ),
  endConversation: db.prepare('INSERT OR IGNORE INTO ended (id, at) VALUES (?, ?)'),
  deleteActivities: db.prepare('DELETE FROM activity WHERE conversation = ?'),
  deleteConversation: db.prepare('DELETE FROM conversation WHERE key = ?'),
  setting: db.prepare('SELECT value FROM setting WHERE name = ?'),
  dropSetting: db.prepare('DELETE FROM setting WHERE name = ?'),
  setSetting: db.prepare('INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)'),
});
export type Statements = ReturnType<typeof prepareStatements>;
