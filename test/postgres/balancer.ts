/** What stands before several instances: each request and each socket goes to the next one that is up; none sticks. */
import { createServer, request as ask, type IncomingMessage, type Server } from 'node:http';
import { connect } from 'node:net';

export interface Balancer {
  /** Ports of the instances that are sent to. */
  use(ports: readonly number[]): void;
  close(): Promise<void>;
}

/** `pinned`: what only the first instance knows, such as the one-time links of a developer's machine. */
export async function startBalancer(port: number, pinned: RegExp): Promise<Balancer> {
  let ports: readonly number[] = [];
  let turn = 0;
  const next = ({ url = '' }: IncomingMessage): number => {
    turn += 1;
    return ports[pinned.test(url) ? 0 : turn % ports.length] ?? 0;
  };
  const server: Server = createServer((request, response) => {
    const { method, url, headers } = request;
    const onward = ask({ port: next(request), method, path: url, headers, agent: false }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
      answer.pipe(response);
      answer.on('error', () => response.destroy());
    });
    onward.on('error', () => {
      if (response.headersSent) return response.destroy();
      response.statusCode = 502;
      return response.end();
    });
    request.pipe(onward);
    response.on('close', () => onward.destroy());
  });
  server.on('upgrade', (request, socket, head) => {
    const onward = connect(next(request), '127.0.0.1', () => {
      const lines = request.rawHeaders.flatMap((name, i, all) => (i % 2 === 0 ? [`${name}: ${all[i + 1] ?? ''}`] : []));
      onward.write(`GET ${request.url ?? ''} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
      onward.write(head);
      onward.pipe(socket);
      socket.pipe(onward);
    });
    const end = (): void => {
      onward.destroy();
      socket.destroy();
    };
    for (const one of [onward, socket]) one.on('error', end).on('close', end);
  });
  await new Promise<void>((yes) => server.listen(port, '127.0.0.1', yes));
  return {
    use: (instances) => void (ports = instances),
    async close() {
      server.closeAllConnections();
      await new Promise((yes) => server.close(yes));
    },
  };
}
