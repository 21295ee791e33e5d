/** Why the store refused. `code` is for logs and for deciding what to do; the message says how to mend it. */
export type StorageProblem =
  | 'storage.full'
  | 'storage.inUse'
  | 'storage.newer'
  | 'storage.closed'
  | 'storage.referenceTaken'
  | 'storage.caseChanged'
  | 'storage.outOfTurn'
  | 'storage.lost'
  | 'storage.away'
  | 'storage.failed';

const SENTENCES: Readonly<Record<StorageProblem, string>> = {
  'storage.full':
    'The disk that holds the database is full or has reached its limit. Make room on it; nothing was kept by halves.',
  'storage.inUse':
    'Another process has this database file open. Stop that process, or give this one its own file in DATABASE_URL. One file serves one process.',
  'storage.newer':
    'The database was written by a newer release than this one. Start that release again, or restore the copy made before it.',
  'storage.closed': 'The store is closing and takes no more writes. Try again after the restart.',
  'storage.referenceTaken':
    'A case of another conversation has this reference. Make a new one and commit the turn again.',
  'storage.caseChanged': 'The case has changed since it was read. Read it again and decide anew.',
  'storage.outOfTurn':
    'Another instance answers in this conversation. Read its state again, and answer when what came before is answered.',
  'storage.lost':
    'The disk did not take what was written. This process stops, because it can no longer tell what is kept; what had been acknowledged is. Check the disk, and start again.',
  'storage.away':
    'The database server cannot be reached. Check DATABASE_URL, the network and the server; nothing was kept by halves.',
  'storage.failed':
    'The database could not be read or written. See the cause, and check the file, its folder and its disk.',
};

export class StorageError extends Error {
  override readonly name = 'StorageError';
  constructor(
    readonly code: StorageProblem,
    cause?: unknown,
  ) {
    super(SENTENCES[code], { cause });
  }
}

const codeOf = (cause: unknown): string =>
  typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';

/** SQLite's own result codes, in our words. */
export function storageError(cause: unknown): StorageError {
  if (cause instanceof StorageError) return cause;
  const code = codeOf(cause);
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED'))
    return new StorageError('storage.inUse', cause);
  // A file that reached its size limit (EFBIG) is reported as a failed write.
  if (code === 'SQLITE_FULL' || code.startsWith('SQLITE_IOERR')) return new StorageError('storage.full', cause);
  return new StorageError('storage.failed', cause);
}
