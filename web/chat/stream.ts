/** One WebSocket of the conversation, from open to close. */
import { parseActivitySet, type WireActivity } from './wire';

const KEEP_ALIVE_MS = 25_000;

/** A server behind a proxy may not know its own public name: only path and query are taken from it. */
const onThisOrigin = (url: string): string => {
  const { pathname, search } = new URL(url, location.href);
  return `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${pathname}${search}`;
};

export interface Stream {
  close(): void;
  /** Resolves when it has closed, with whether it had ever been open. */
  readonly closed: Promise<boolean>;
}

export const openStream = (
  url: string,
  { opened, received }: { opened: () => void; received: (activities: readonly WireActivity[]) => void },
): Stream => {
  let socket: WebSocket;
  try {
    socket = new WebSocket(onThisOrigin(url));
  } catch {
    // Sockets are blocked here altogether.
    return { close: () => undefined, closed: Promise.resolve(false) };
  }
  const closed = new Promise<boolean>((done) => {
    let wasOpen = false;
    const keepAlive = setInterval(() => {
      if (socket.readyState === WebSocket.OPEN) socket.send('');
    }, KEEP_ALIVE_MS);
    socket.onopen = () => {
      wasOpen = true;
      opened();
    };
    socket.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (typeof data !== 'string' || data === '') return;
      try {
        received(parseActivitySet(JSON.parse(data)) ?? []);
      } catch {
        // Not ours to understand; what matters is asked for by watermark.
      }
    };
    socket.onclose = () => {
      clearInterval(keepAlive);
      done(wasOpen);
    };
  });
  return {
    closed,
    close: () => {
      socket.close();
    },
  };
};
