/** PostgreSQL's own codes, in our words. */
import { z } from 'zod';
import { StorageError } from '../errors';

const codedSchema = z.object({ code: z.string() });
const codeOf = (cause: unknown): string => codedSchema.safeParse(cause).data?.code ?? '';

/** Serialization failure, deadlock, a lock that was waited for in vain, two who wrote the same new row. */
const CONFLICTS = ['40001', '40P01', '55P03', '23505'];
/** The server is going down, or is not up yet. */
const AWAY = ['57P01', '57P02', '57P03', 'ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'];
const FULL = ['53100', '53200'];

export const isConflict = (cause: unknown): boolean => CONFLICTS.includes(codeOf(cause));

/** Nobody answers, or every line is in use: asking again would make people wait once more. */
export const isTimedOut = (cause: unknown): boolean =>
  cause instanceof Error && /timeout exceeded when trying to connect|Query read timeout/i.test(cause.message);

/** The driver gives no code where the line was cut in the middle. */
export const isConnectionLost = (cause: unknown): boolean =>
  AWAY.includes(codeOf(cause)) ||
  codeOf(cause).startsWith('08') ||
  isTimedOut(cause) ||
  (cause instanceof Error && /Connection terminated|connection error/i.test(cause.message));

export function postgresError(cause: unknown): StorageError {
  if (cause instanceof StorageError) return cause;
  if (FULL.includes(codeOf(cause))) return new StorageError('storage.full', cause);
  return new StorageError(isConnectionLost(cause) ? 'storage.away' : 'storage.failed', cause);
}
