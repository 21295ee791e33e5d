/** From which web sites a chat may be started: our own host always, others as the Trust allows them. */
import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

export interface OriginSettings {
  /** Such as `https://www.example.nhs.uk`. */
  readonly allowedOrigins: readonly string[];
  /** The address that people use, where a proxy stands before us. */
  readonly publicUrl: string | undefined;
  /** A proxy that we trust sets `x-forwarded-*`. */
  readonly trustProxy: boolean;
}

const first = (header: string | string[] | undefined): string | undefined =>
  (Array.isArray(header) ? header[0] : header)?.split(',')[0]?.trim();

/** How this service is reached by the sender of this request, such as `https://chat.example.nhs.uk`. */
export function ownOrigin(
  request: Pick<IncomingMessage, 'headers'>,
  { publicUrl, trustProxy }: OriginSettings,
): string {
  if (publicUrl !== undefined) return new URL(publicUrl).origin;
  const scheme = trustProxy && first(request.headers['x-forwarded-proto']) === 'https' ? 'https' : 'http';
  return `${scheme}://${request.headers.host ?? 'localhost'}`;
}

/** The sender's web site when a chat may be started from it; null for any other, and for none. */
export function allowedOrigin(request: IncomingMessage, settings: OriginSettings): string | null {
  const { origin } = request.headers;
  if (origin === undefined) return null;
  const own = ownOrigin(request, settings);
  // Behind a proxy that ends TLS and says nothing of it, the host alone is compared.
  const sameHost = origin.replace(/^https?:/, '') === own.replace(/^https?:/, '');
  return sameHost || settings.allowedOrigins.includes(origin) ? origin : null;
}

/** Whoever has one address of version 6 has the whole /64 around it, so that is what counts as one. */
function networkOf(address: string): string {
  const plain = address.replace(/^\[(.+)\](:\d+)?$/, '$1').replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1');
  if (!isIPv6(plain) || plain.includes('.')) return plain;
  const [head = '', tail] = plain.split('%')[0]?.split('::') ?? [];
  const groups = (part: string): string[] => part.split(':').filter(Boolean);
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length;
  const all = [...groups(head), ...Array.from({ length: missing }, () => '0'), ...groups(tail ?? '')];
  return `${all
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** Where a request comes from, for limits: an address or a network, never kept. */
export function sourceOf(request: Pick<IncomingMessage, 'headers' | 'socket'>, { trustProxy }: OriginSettings): string {
  const forwarded = request.headers['x-forwarded-for'];
  // The last hop is the one that our own proxy has seen.
  const last = trustProxy
    ? String(forwarded ?? '')
        .split(',')
        .at(-1)
        ?.trim()
    : undefined;
  return networkOf(last || (request.socket.remoteAddress ?? 'unknown'));
}
