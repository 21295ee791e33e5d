/**
 * The HTTP server: what holds for every route. Strict headers, no word of an error's own text, no body without a limit,
 * and a handler that throws answers 500 and ends nothing.
 */
import { randomBytes } from 'node:crypto';
import helmet from 'helmet';
import { createServer as createRestify, type Request, type RequestHandler, type Response, type Server } from 'restify';
import { z } from 'zod';
import { BASE } from './channels/directLine/routes';
import type { ErrorPage } from './channels/pages/errorPage';
import { allowedOrigin, type OriginSettings } from './channels/http/origins';
import type { Store } from './storage/port';
import { errorCode } from './turns/errors';

export interface ServerParts {
  readonly origins: OriginSettings;
  readonly store: Pick<Store, 'check'>;
  /** The sentence for a person. */
  readonly say: (code: ErrorPage) => string;
  /** An HTML document for a browser; null for all others. */
  readonly errorPage?: (request: Request, response: Response, code: ErrorPage) => string | null;
  /** The assistant is turned off: people get a page that says how to reach PALS. */
  readonly isOff: () => boolean;
  readonly log: { error(facts: Readonly<Record<string, string | number>>, what: string): void };
}

/** What every answer carries; a page's own policy (`nonceOf`) takes the place of this one. */
const strictHeaders = (overTls: boolean) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    strictTransportSecurity: overTls ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    xFrameOptions: { action: 'deny' },
    referrerPolicy: { policy: 'no-referrer' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    // Other websites load /embed.js; what is secret is not a file.
    crossOriginResourcePolicy: false,
    // With it the keyboard does not come from a Trust's own page into the chat on it.
    originAgentCluster: false,
  });
/** helmet has none of it. */
const PERMISSIONS = 'camera=(), microphone=(), geolocation=(), browsing-topics=()';
const CORS_HEADERS = {
  'Access-Control-Allow-Methods': 'GET, POST, DELETE, OPTIONS',
  'Access-Control-Allow-Headers': 'authorization, content-type, x-ms-bot-agent, x-requested-with',
  'Access-Control-Max-Age': '7200',
};
/** In milliseconds. A proxy keeps its lines open for a minute: ours are not the first to close. */
const SOCKETS = {
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 75_000,
  maxHeadersCount: 100,
  maxConnections: 10_000,
};
const statusSchema = z.object({ statusCode: z.int() });

/** For browsers (Safari before 15.4) to which `'self'` means no WebSocket. */
function ownSockets(request: Request): string {
  const { host = '' } = request.headers;
  return /^[\w.:[\]-]+$/.test(host) ? ` ws://${host} wss://${host}` : '';
}

/** What a page may do with frames; nothing of it unless it is said. */
export interface Framing {
  /** Origins that may show this page in a frame, besides our own. */
  readonly framedBy?: readonly string[];
  /** It shows pages of ours in a frame. */
  readonly hasFrames?: boolean;
}

/** Sets the security policy of an HTML page on this response and returns the nonce for its scripts and styles. */
export function nonceOf(request: Request, response: Response, { framedBy, hasFrames = false }: Framing = {}): string {
  const nonce = randomBytes(16).toString('base64');
  const own = `'self' 'nonce-${nonce}'`;
  const policy = {
    'default-src': "'none'",
    'script-src': own,
    'style-src': own,
    'img-src': "'self' data:",
    'font-src': "'self'",
    'connect-src': `'self'${ownSockets(request)}`,
    'form-action': "'self'",
    'base-uri': "'none'",
    // No text becomes markup or script, whatever a script of ours might try.
    'require-trusted-types-for': "'script'",
    'trusted-types': "'none'",
    ...(hasFrames && { 'frame-src': "'self'" }),
    'frame-ancestors': framedBy === undefined ? "'none'" : ["'self'", ...framedBy].join(' '),
  };
  // It knows no list of origins, and says the same as the policy only where nobody may.
  if (framedBy !== undefined) response.removeHeader('X-Frame-Options');
  const text = Object.entries(policy).map(([name, value]) => `${name} ${value}`);
  response.setHeader('Content-Security-Policy', text.join('; '));
  return nonce;
}

/** restify lets a handler's synchronous throw end the process: here it becomes an answer. */
function guardHandlers(server: Server): void {
  const guard = (handler: RequestHandler): RequestHandler => {
    // restify tells a handler that waits from one that calls `next` by its number of arguments.
    if (handler.length < 3) return handler;
    return (request, response, next) => {
      try {
        handler(request, response, next);
      } catch (error) {
        next(error);
      }
    };
  };
  for (const method of ['get', 'head', 'post', 'put', 'patch', 'del', 'opts'] as const) {
    const add = server[method].bind(server);
    server[method] = (path, ...handlers) => add(path, ...handlers.flat().map(guard));
  }
}

/** Cross-origin calls by the web sites that the Trust allows; preflights are answered here, for restify routes none. */
function letOriginsIn(request: Request, response: Response, origins: OriginSettings): boolean {
  if (!request.url?.startsWith(BASE)) return false;
  response.setHeader('Vary', 'Origin');
  const origin = allowedOrigin(request, origins);
  if (origin !== null) response.setHeader('Access-Control-Allow-Origin', origin);
  if (request.method !== 'OPTIONS') return false;
  response.writeHead(204, origin === null ? {} : CORS_HEADERS);
  response.end();
  return true;
}

/** What restify itself refuses, and what a handler threw. */
function answerErrors(server: Server, { say, log, errorPage }: Pick<ServerParts, 'say' | 'log' | 'errorPage'>): void {
  const known = new Map([
    [404, 'notFound' as const],
    [405, 'methodNotAllowed' as const],
  ]);
  server.on('restifyError', (request: Request, response: Response, error: unknown, done: () => void) => {
    const given = statusSchema.safeParse(error).data?.statusCode ?? 500;
    const code = known.get(given) ?? 'failed';
    const status = code === 'failed' ? 500 : given;
    if (code === 'failed') log.error({ code: errorCode(error) }, 'a handler failed');
    if (!response.headersSent) {
      const html = errorPage?.(request, response, code) ?? null;
      const body = html ?? JSON.stringify({ error: { code, message: say(code) } });
      response.sendRaw(status, body, {
        'Content-Type': `${html === null ? 'application/json' : 'text/html'}; charset=utf-8`,
        'Cache-Control': 'no-store',
      });
    }
    done();
  });
}

/** Goes on while the assistant is turned off: the desk, what watches the service, files of pages, and leaving quickly. */
const STAYS = /^\/(desk|v3|api|livez|readyz|version|metrics|assets|embed\.js|questions\/exit)(\/|\?|$)/;

/** A page that is asked for while the assistant is turned off; what is posted is refused where it is read. */
function answerOff(request: Request, response: Response, { say, isOff, errorPage }: ServerParts): boolean {
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (!isRead || STAYS.test(request.url ?? '') || !isOff()) return false;
  const html = errorPage?.(request, response, 'off') ?? null;
  const body = html ?? JSON.stringify({ error: { code: 'off', message: say('off') } });
  response.writeHead(503, {
    'Content-Type': `${html === null ? 'application/json' : 'text/html'}; charset=utf-8`,
    'Cache-Control': 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : body);
  return true;
}

function healthRoutes(server: Server, { store, log }: Pick<ServerParts, 'store' | 'log'>): void {
  const write = (response: Response, status: number, state: string): void => {
    response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' });
    response.end(JSON.stringify({ status: state }));
  };
  server.get('/livez', (_request, response, next) => {
    write(response, 200, 'alive');
    next(false);
  });
  server.get('/readyz', (_request, response, next) => {
    store
      .check()
      .then(
        () => {
          write(response, 200, 'ready');
        },
        (error: unknown) => {
          log.error({ code: errorCode(error) }, 'not ready: the store cannot write');
          write(response, 503, 'store cannot write');
        },
      )
      .finally(() => {
        next(false);
      });
  });
}

export function createServer(parts: ServerParts): Server {
  // restify's own log would hold addresses and the texts of errors.
  const server = createRestify({ name: '' });
  Object.assign(server.log, { level: 'silent' });
  guardHandlers(server);
  Object.assign(server.server, SOCKETS);
  answerErrors(server, parts);
  const overTls = parts.origins.publicUrl?.startsWith('https:') ?? false;
  const setHeaders = strictHeaders(overTls);
  server.pre((request, response, next) => {
    response.setHeader('Permissions-Policy', PERMISSIONS);
    setHeaders(request, response, () => undefined);
    const isAnswered = letOriginsIn(request, response, parts.origins) || answerOff(request, response, parts);
    next(isAnswered ? false : undefined);
  });
  healthRoutes(server, parts);
  return server;
}
