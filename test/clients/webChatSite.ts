/** Another web site that is allowed, with Microsoft's Web Chat on it; `node scripts/webchat-bundle.mjs` has fetched its file. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { brotliCompressSync } from 'node:zlib';
import { freePort } from '../server/serviceProcess';

const pageOf = (
  service: string,
): string => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Another site</title>
<style>html,body,#chat{height:100%;margin:0}</style><div id="chat"></div><script src="/webchat.js"></script><script>
fetch('${service}/v3/directline/tokens/generate', { method: 'POST' }).then((r) => r.json()).then(({ token }) => {
  const directLine = window.WebChat.createDirectLine({ token, domain: '${service}/v3/directline' });
  directLine.getRetryDelay = () => 300;
  window.WebChat.renderWebChat({ directLine, locale: 'en-GB' }, document.getElementById('chat'));
});</script></html>`;

export interface WebChatSite {
  /** Its origin, which the service has to allow. */
  readonly url: string;
  /** Before the first page is asked for. */
  talksWith(service: string): void;
  close(): void;
}

/** @throws when the file has not been fetched. */
export async function startWebChatSite(): Promise<WebChatSite> {
  const bundle = brotliCompressSync(readFileSync('.cache/webchat-minimal-4.18.1.js'));
  const port = await freePort();
  let page = '';
  const site: Server = createServer((request, response) => {
    const isBundle = request.url === '/webchat.js';
    response.setHeader('Content-Type', isBundle ? 'text/javascript' : 'text/html; charset=utf-8');
    response.setHeader('Content-Encoding', 'br');
    response.end(isBundle ? bundle : brotliCompressSync(page));
  }).listen(port, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${port}`,
    talksWith: (service) => {
      page = pageOf(service);
    },
    close: () => {
      site.close();
    },
  };
}
