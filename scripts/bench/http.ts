/** Requests over connections that are kept, as a browser or a channel keeps them. */
import http from 'node:http';
import { BenchError } from './errors';

const agent = new http.Agent({ keepAlive: true });

export interface Answer {
  readonly status: number;
  readonly text: string;
}

function request(url: string, options: http.RequestOptions, body?: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = http.request(url, { agent, ...options }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.once('end', () => {
        resolve({ status: response.statusCode ?? 0, text });
      });
      response.once('error', reject);
    });
    sent.once('error', (error) => {
      // A kept connection that the server was just closing, unused: the request goes out again, as a browser's does.
      if (sent.reusedSocket && 'code' in error && error.code === 'ECONNRESET') resolve(request(url, options, body));
      else reject(error);
    });
    sent.end(body);
  });
}

export const get = (url: string): Promise<Answer> => request(url, {});

/** The body of a 2xx. @throws BenchError for any other status. */
export async function post(url: string, body: unknown, headers: http.OutgoingHttpHeaders = {}): Promise<string> {
  const json = JSON.stringify(body);
  const length = { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(json) };
  const { status, text } = await request(url, { method: 'POST', headers: { ...length, ...headers } }, json);
  if (status < 200 || status > 299) throw new BenchError('refused', `${status} ${text}`);
  return text;
}
