/** Every statement of the store, prepared once. Conversations are named by their public id; rows hold its short key. */
import type { Sqlite } from './openDatabase';

const ACTIVITY = 'a.seq, a.kind, a.at, a.client_id, a.content_hash, a.reply_to, a.text, a.detail';
const KEY = '(SELECT key FROM conversation WHERE id = ?)';

export const prepareStatements = (db: Sqlite) => ({
  conversation: db.prepare('SELECT key, id, user_id, channel, locale, state FROM conversation WHERE id = ?'),
  createConversation: db.prepare(
    'INSERT INTO conversation (id, user_id, channel, locale, state, at) VALUES (?, ?, ?, ?, ?, ?)',
  ),
  ended: db.prepare('SELECT id FROM ended WHERE id = ?'),
  byClientId: db.prepare(`SELECT ${ACTIVITY} FROM activity a WHERE a.conversation = ${KEY} AND a.client_id = ?`),
  takeSeq: db.prepare('UPDATE conversation SET last_seq = last_seq + ? WHERE id = ? RETURNING key, last_seq'),
  takeSeqs: db.prepare(
    'UPDATE conversation SET last_seq = last_seq + ?, state = ? WHERE id = ? RETURNING key, last_seq',
  ),
  insertActivity: db.prepare(
    `INSERT INTO activity (conversation, seq, kind, at, client_id, content_hash, reply_to, text, detail, pending)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ),
  settle: db.prepare(`UPDATE activity SET pending = 0 WHERE conversation = ${KEY} AND seq = ? AND pending = 1`),
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
