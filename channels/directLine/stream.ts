/** The WebSocket stream of a conversation: what stands after the watermark, then everything that follows. */
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ReturnCodes } from '../../handover/returnCode';
import type { LoggedActivity, Store } from '../../storage/port';
import { errorCode } from '../../turns/errors';
import type { Fanout } from '../../turns/fanout';
import { DirectLineError, STATUS } from './errors';
import { Gathering } from './gathering';
import { activitySetJson, readWatermark, typingJson } from './outgoing';
import type { Tokens } from './tokens';

const PATH = /^\/v3\/directline\/conversations\/([^/]+)\/stream$/;
const HEARTBEAT_MS = 25_000;
/** Tabs and devices of one conversation; one more closes the oldest. */
const SOCKETS_EACH = 8;
/** In bytes: somebody who reads that slowly starts again from their watermark. */
const MAX_BEHIND = 8 * 1024 * 1024;
/** RFC 6455 and its registry: the service restarts; the conversation is over. */
const RESTART = 1012;
const NORMAL = 1000;

export interface StreamParts {
  readonly store: Pick<Store, 'conversation'>;
  readonly fanout: Fanout;
  readonly tokens: Tokens;
  readonly codes: ReturnCodes;
  readonly isOff: () => boolean;
  readonly log: { error(facts: Readonly<Record<string, string>>, what: string): void };
}

function refuse(socket: Duplex, error: unknown): void {
  const status = error instanceof DirectLineError ? STATUS[error.code] : 400;
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

export class Streams {
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: 4096, perMessageDeflate: false });
  readonly #byConversation = new Map<string, Set<WebSocket>>();
  readonly #answering = new WeakSet<WebSocket>();
  readonly #gathering = new Gathering();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(private readonly parts: StreamParts) {
    this.#heartbeat = setInterval(() => {
      this.#beat();
    }, HEARTBEAT_MS).unref();
  }

  /** Takes the upgrades of this server that are for us. */
  attach(server: Server): void {
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      socket.on('error', () => socket.destroy());
      this.#upgrade(request, socket, head).catch((error: unknown) => {
        refuse(socket, error);
      });
    });
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const url = new URL(request.url ?? '', 'http://localhost');
    const id = PATH.exec(url.pathname)?.[1];
    if (id === undefined) throw new DirectLineError('conversationNotFound');
    const watermark = readWatermark(url.searchParams.get('watermark'));
    if (watermark === null) throw new DirectLineError('badRequest');
    const bearer = this.parts.tokens.readTicket(url.searchParams.get('t') ?? '');
    if (bearer.conversationId !== decodeURIComponent(id)) throw new DirectLineError('notYourConversation');
    if (this.parts.isOff()) throw new DirectLineError('off');
    const conversation = await this.parts.store.conversation(bearer.conversationId);
    if (conversation === null) throw new DirectLineError('conversationNotFound');
    this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
      this.#open(webSocket, conversation, watermark);
    });
  }

  /** Tells every client that it may come back at once, to the next instance. */
  close(): void {
    clearInterval(this.#heartbeat);
    this.#gathering.flush();
    for (const socket of this.#all()) socket.close(RESTART);
  }

  get count(): number {
    return [...this.#all()].length;
  }

  /** What is open is closed; clients are told why when they come back. */
  shut(): void {
    for (const socket of this.#all()) socket.close(RESTART);
  }

  /** Ends those that have not said goodbye. */
  terminate(): void {
    for (const socket of this.#all()) socket.terminate();
  }

  #open(
    socket: WebSocket,
    { id, userId, locale }: { id: string; userId: string; locale: string },
    watermark: number,
  ): void {
    this.#answering.add(socket);
    socket.on('error', () => {
      socket.terminate();
    });
    socket.on('pong', () => this.#answering.add(socket));
    // Clients keep the line alive with empty frames; nothing is taken from here.
    socket.on('message', () => this.#answering.add(socket));
    const mates = this.#byConversation.get(id) ?? new Set<WebSocket>();
    this.#byConversation.set(id, mates.add(socket));
    if (mates.size > SOCKETS_EACH) [...mates][0]?.close(NORMAL);
    let stop = (): void => undefined;
    socket.on('close', () => {
      stop();
      mates.delete(socket);
      if (mates.size === 0 && this.#byConversation.get(id) === mates) this.#byConversation.delete(id);
    });
    const send = (activities: readonly LoggedActivity[]): void => {
      if (socket.readyState !== socket.OPEN) return;
      socket.send(activitySetJson(activities, { userId, locale, codes: this.parts.codes }, watermark));
      if (socket.bufferedAmount > MAX_BEHIND) socket.terminate();
    };
    const subscribed = this.parts.fanout.subscribe(id, watermark, {
      send: (activities) => {
        this.#gathering.add(send, activities);
      },
      ended: () => {
        socket.close(NORMAL);
      },
      typing: (advisor) => {
        if (socket.readyState === socket.OPEN) socket.send(typingJson(id, advisor));
      },
    });
    stop = () => {
      subscribed.stop();
    };
    subscribed.caughtUp.catch((error: unknown) => {
      this.parts.log.error({ code: errorCode(error) }, 'a stream could not read the log');
      socket.close(RESTART);
    });
  }

  #beat(): void {
    for (const socket of this.#all()) {
      if (!this.#answering.delete(socket)) socket.terminate();
      else if (socket.readyState === socket.OPEN) {
        socket.ping();
        socket.send('');
      }
    }
  }

  *#all(): Generator<WebSocket> {
    for (const sockets of this.#byConversation.values()) yield* sockets;
  }
}
