/** What a form of the question pages says: a button or an answer as an action, and what was written. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { actionSchema, type Action } from '../../../dialogs/engine/screen';
import { PageProblem } from './problem';

const MOST_NEEDS = 20;

const formSchema = z.object({
  /** Made anew for each page that is drawn. */
  id: z.string().regex(/^[\w-]{22}$/),
  /** Which chat the page was drawn for; empty where there was none. */
  chat: z.string().regex(/^[0-9a-f]{0,16}$/),
  /** The place of the log that the page showed; 0 before a chat has begun. */
  seen: z.coerce.number().int().min(0).max(1e9),
  back: z.enum(['page', 'request']).default('page'),
  /** A button. */
  press: z.string().max(500).optional(),
  /** An answer that was selected. */
  choice: z.string().max(500).optional(),
  message: z.string().default(''),
  need: z.array(z.string().max(32)).max(MOST_NEEDS),
  language: z.string().max(16).default(''),
});

export interface PostedForm {
  readonly id: string;
  readonly chat: string;
  readonly seen: number;
  readonly back: 'page' | 'request';
  readonly action: Action | null;
  readonly text: string;
  /** Of the same form with the same content: posted twice it is one message. */
  readonly clientId: string;
}

const readAction = (value: string): Action => {
  try {
    return actionSchema.parse(JSON.parse(value));
  } catch (cause) {
    throw new PageProblem('badForm', { cause });
  }
};

/** @throws PageProblem when it is none of our forms. */
export function readPosted(fields: URLSearchParams): PostedForm {
  const { data, error } = formSchema.safeParse({ ...Object.fromEntries(fields), need: fields.getAll('need') });
  if (data === undefined) throw new PageProblem('badForm', { cause: error });
  const { id, chat, seen, back, press, choice, need, language } = data;
  const said = press ?? choice;
  const named = said === undefined ? null : readAction(said);
  const action =
    named !== null && 'handover' in named && named.handover === 'needs'
      ? { ...named, needs: need, language: need.includes('interpreter') && language !== '' ? language : null }
      : named;
  // Browsers post the ends of lines as two characters.
  const text = data.message.replace(/\r\n/g, '\n').trim();
  const content = createHash('sha256')
    .update(JSON.stringify([action, text]))
    .digest('hex')
    .slice(0, 12);
  return { id, chat, seen, back, action, text, clientId: `${id}.${content}` };
}
