/** What the routes share: reading what was asked, and turning the store's answer into the page's. */
import type { Request } from 'restify';
import { z, type ZodType } from 'zod';
import type { Case, Who } from '../../handover/case';
import type { CaseResult, Store } from '../../storage/port';
import { AdvisorTextProblem } from '../../turns/errors';
import { DeskError, type DeskCode } from './errors';
import type { Session } from './signIn/sessions';

const pathSchema = z.object({ ref: z.string() });

export const query = (request: Request): URLSearchParams => new URLSearchParams(request.getQuery());

/** @throws DeskError `badRequest` */
export function parsed<T>(schema: ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body);
  if (!result.success) throw new DeskError('badRequest', { cause: result.error });
  return result.data;
}

/** As somebody types it, or reads it out: `so 7k4p 2mxq`. Null when it cannot be one. */
export function readReference(text: string): string | null {
  const found = /^(?:S[O0])?([A-Z0-9]{4})([A-Z0-9]{4})$/.exec(text.toUpperCase().replace(/[^A-Z0-9]/g, ''));
  return found === null ? null : `SO-${found[1] ?? ''}-${found[2] ?? ''}`;
}

/** The place of the log after which something is asked for. @throws DeskError `badRequest` */
export function placeIn(request: Request): number {
  const after = query(request).get('after') ?? '0';
  if (!/^\d{1,12}$/.test(after)) throw new DeskError('badRequest');
  return Number(after);
}

/** The case of the path. @throws DeskError `caseNotFound` */
export async function caseIn(request: Request, store: Pick<Store, 'case'>): Promise<Case> {
  const found = await store.case(pathSchema.parse(request.params).ref);
  if (found === null) throw new DeskError('caseNotFound');
  return found;
}

/** @throws DeskError `notStored` when nothing of it was kept. */
export const stored = async <T>(change: Promise<T>): Promise<T> =>
  change.catch((cause: unknown) => {
    throw new DeskError(cause instanceof AdvisorTextProblem ? 'badRequest' : 'notStored', { cause });
  });

type Done<T extends CaseResult> = Extract<T, { kind: 'done' }>;
const isDone = <T extends CaseResult>(result: T): result is Done<T> => result.kind === 'done';

/** @throws DeskError with the case as it stands when somebody was first, or it cannot be done now. */
export async function done<T extends CaseResult>(
  change: Promise<T>,
  session: Session,
  { changed = 'changed' }: { readonly changed?: DeskCode } = {},
): Promise<Done<T>> {
  const result = await stored(change);
  if (isDone(result)) return result;
  throw result.kind === 'done' ? new DeskError('notStored') : refusedOf(result.why, result.case, session, changed);
}

/** Why it cannot be done, as the page is told: somebody else's case is `taken`, whatever else is the matter. */
export function refusedOf(
  why: Extract<CaseResult, { kind: 'refused' }>['why'],
  one: Case | null,
  { advisor }: { readonly advisor: Pick<Who, 'id'> },
  changed: DeskCode = 'changed',
): DeskError {
  const isAnothers = one?.holder != null && one.holder.id !== advisor.id;
  const code = { unknown: 'caseNotFound', state: 'notNow', notYours: 'notYours', changed, unread: 'unread' } as const;
  const isTaken = isAnothers && why !== 'unknown' && why !== 'unread';
  return new DeskError(isTaken ? 'taken' : code[why], { case: one });
}
