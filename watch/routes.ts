/** GET /version for everybody, GET /metrics for whoever has the token of the settings. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod';
import type { createMetrics } from './metrics';

export interface WatchParts {
  /** Null: nothing is counted. Without a token there is no `/metrics`. */
  readonly metrics: (ReturnType<typeof createMetrics> & { readonly token: string | null }) | null;
  readonly version: string;
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();
const routeSchema = z.object({ path: z.string() });

export function registerWatch(server: Server, { metrics, version }: WatchParts): void {
  const write = (response: Response, status: number, type: string, body: string): void => {
    response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store' });
    response.end(body);
  };
  server.get('/version', (_request, response, next) => {
    write(response, 200, 'application/json; charset=utf-8', JSON.stringify({ version }));
    next(false);
  });
  if (metrics === null) return;
  const { registry, http, token } = metrics;
  const begun = new WeakMap<Request, number>();
  server.pre((request, _response, next) => {
    begun.set(request, performance.now());
    next();
  });
  server.on('after', (request: Request, response: Response) => {
    const since = begun.get(request);
    // The route's own path, with its names of places: never the address that was asked for.
    const route = routeSchema.safeParse(request.getRoute()).data?.path ?? 'none';
    if (since !== undefined)
      http.observe(
        { method: request.method ?? '', route, status: String(response.statusCode) },
        (performance.now() - since) / 1000,
      );
  });
  if (token === null) return;
  const expected = hashOf(`Bearer ${token}`);
  server.get('/metrics', (request, response, next) => {
    if (!timingSafeEqual(hashOf(request.headers.authorization ?? ''), expected)) {
      write(response, 401, 'text/plain; charset=utf-8', '');
      next(false);
      return;
    }
    registry
      .metrics()
      .then(
        (text) => {
          write(response, 200, registry.contentType, text);
        },
        () => {
          write(response, 500, 'text/plain; charset=utf-8', '');
        },
      )
      .finally(() => {
        next(false);
      });
  });
}
