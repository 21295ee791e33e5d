import { createServer, type Server } from 'node:http';
import { freePort } from '../product';
import { launchChromium } from './chromium';

const site = async (body: string): Promise<{ server: Server; url: string }> => {
  const port = await freePort();
  const server = createServer((_request, response) => response.setHeader('Content-Type', 'text/html').end(body));
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return { server, url: `http://127.0.0.1:${port}/` };
};

test('a browser starts on this machine, lays out a page and keeps web security on', async () => {
  const [browser, own, other] = await Promise.all([launchChromium(), site('<h1>Hello</h1>'), site('secret')]);
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await page.goto(own.url);
    expect((await page.locator('h1').boundingBox())?.width).toBe(374);
    // With web security off, as the package's own arguments have it, a page could read any other site.
    const read = `fetch('${other.url}').then((answer) => answer.text(), () => 'refused')`;
    expect(await page.evaluate(read)).toBe('refused');
  } finally {
    await browser.close();
    own.server.close();
    other.server.close();
  }
});
