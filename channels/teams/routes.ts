/** POST /api/messages: staff in Teams, and Microsoft's local clients on a developer's machine. */
import type { Request, Response, Server } from 'restify';
import { errorCode } from '../../turns/errors';
import type { BotCloud } from './botCloud';
import type { Advisors } from './advisors/advisors';
import { incomingActivitySchema } from './incomingActivity';
import type { LazyAdapter } from './lazyAdapter';
import { readJson } from './readJson';
import type { TeamsSettings } from './settings';
import { StaffChat, type StaffChatParts } from './staffChat';
import { answersLocally, isLocalCaller, isOurTenant, isTeams } from './whoMayCall';

export interface TeamsDeps extends StaffChatParts {
  readonly settings: TeamsSettings;
  readonly cloud?: BotCloud | undefined;
  readonly adapter: LazyAdapter;
  readonly advisors: Pick<Advisors, 'chat'>;
}

/** Registers nothing where `TEAMS` is `off`. An answer is a status alone: a caller learns nothing else. */
export function registerTeams(server: Server, deps: TeamsDeps): void {
  const { settings, log, cloud, adapter, advisors } = deps;
  if (settings.TEAMS === 'off') return;
  const withSignIn = Boolean(settings.MicrosoftAppId);
  const chat = new StaffChat(deps, { showPressed: withSignIn });

  const answer = async (request: Request): Promise<number> => {
    if (!withSignIn && !isLocalCaller({ remoteAddress: request.socket.remoteAddress, headers: request.headers }))
      return 403;
    const body = await readJson(request);
    if (body.kind !== 'json') return body.kind === 'tooLarge' ? 413 : 400;
    const parsed = incomingActivitySchema.safeParse(body.value);
    if (!parsed.success) return 400;
    const activity = parsed.data;
    if (!(withSignIn ? isTeams(activity, cloud?.serviceOrigins) : answersLocally(activity))) return 403;

    const tenant = { isRefused: false };
    const processed = await (
      await adapter()
    ).receive(request.headers.authorization ?? '', activity, async (line) => {
      if (withSignIn && !isOurTenant(activity, settings)) {
        tenant.isRefused = true;
        return;
      }
      if (!(await advisors.chat.handle(activity, line))) await chat.handle(activity, line);
    });
    return tenant.isRefused ? 403 : processed.status;
  };

  server.post('/api/messages', async (request: Request, response: Response) => {
    let status = 500;
    try {
      status = await answer(request);
    } catch (error) {
      log.warn({ code: errorCode(error) }, 'a post to /api/messages failed');
    }
    // What is left of a body that was refused is not read.
    const headers = status === 413 ? { Connection: 'close' } : {};
    response.writeHead(status, { ...headers, 'Content-Length': '0', 'Cache-Control': 'no-store' });
    response.end();
  });
}
