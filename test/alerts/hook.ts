/** Somebody beyond the desk: a web server that takes alerts, and answers them as a test says. */
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { z } from 'zod';

export const alertBodySchema = z.object({
  type: z.literal('message'),
  attachments: z.array(z.object({ contentType: z.string(), content: z.looseObject({ type: z.string() }) })),
  pals: z.object({
    version: z.literal(1),
    id: z.string(),
    event: z.string(),
    reach: z.string(),
    reference: z.string(),
    tier: z.string(),
    reasons: z.array(z.string()),
    waitingSince: z.string(),
    dueAt: z.string(),
    deskUrl: z.string().nullable(),
  }),
});

const noticeBodySchema = z.object({
  pals: z.object({ event: z.enum(['test', 'alarm']), alarm: z.string().nullable() }),
});

export interface Came {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly raw: string;
}

export interface Hook {
  readonly url: string;
  /** Of cases. */
  readonly came: readonly Came[];
  /** Of the service itself: the daily test, and alarms, as `test` or the alarm's name. */
  readonly notices: readonly string[];
  /** Null: nothing is answered, and the connection stays open. */
  answer: ((response: ServerResponse) => void) | null;
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

export const bodyOf = ({ raw }: Came) => alertBodySchema.parse(JSON.parse(raw));
export const status =
  (code: number, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse): void => {
    response.writeHead(code, headers);
    response.end();
  };

export async function startHook(): Promise<Hook> {
  const came: Came[] = [];
  const notices: string[] = [];
  const server = createServer((request, response) => {
    let raw = '';
    request.on('data', (chunk: Buffer) => (raw += chunk.toString('utf8')));
    request.on('end', () => {
      const notice = noticeBodySchema.safeParse(JSON.parse(raw)).data?.pals;
      if (notice === undefined) came.push({ path: request.url ?? '', headers: request.headers, raw });
      else notices.push(notice.alarm ?? 'test');
      hook.answer?.(response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const hook: Hook = {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    came,
    notices,
    answer: status(202),
    async until(count) {
      for (let waited = 0; came.length < count; waited++) {
        if (waited > 750) throw new Error(`still waiting for ${count}; came: ${JSON.stringify(came)}`);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
  return hook;
}
