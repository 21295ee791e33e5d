/** The chat on pages of another website that were made by nobody who thought of it: it is there, and it can be used to its end. */
import { PHONE } from './chat';
import { fromHowTo, useWebsites, type HostPage, type Visitor } from './embed';

const { product, site, snippet, visit } = useWebsites();

const onPage = async (path: string, page: HostPage, on = {}): Promise<Visitor> => {
  site().pages.set(path, page);
  return visit(path, on);
};

/** Opens it, answers, closes it, and finds it as it was. */
const use = async (visitor: Visitor): Promise<void> => {
  await visitor.openChat();
  await visitor.answer('Me').click();
  await visitor.answer('Not in hospital. Not getting worse').waitFor();
  await visitor.panel.getByRole('button', { name: 'Close' }).click();
  await visitor.panel.waitFor({ state: 'hidden' });
  await visitor.launcher.click();
  await visitor.chat.locator('.app-said--person').waitFor();
};

const IN_THE_CORNER = { x: 1280 - 16 - 440, y: 16, width: 440, height: 720 - 32 };

test.each([
  ['all of the style taken away', '* { all: unset !important }'],
  ['no dialog shown', 'dialog { display: none !important }'],
  [
    'everything hidden but its own',
    ':root > :not(head, body) { display: none !important; visibility: hidden !important }',
  ],
])('a style with %s: the chat stands in its corner', async (_, style) => {
  const visitor = await onPage('/style', { head: `<style>${style}</style>`, body: snippet() });
  await use(visitor);
  expect(await visitor.panel.boundingBox()).toEqual(IN_THE_CORNER);
  await visitor.leave();
});

test('a page without a doctype', async () => {
  const visitor = await onPage('/quirks', { quirks: true, body: snippet() });
  expect(await visitor.page.evaluate('document.compatMode')).toBe('BackCompat');
  await use(visitor);
  expect(await visitor.panel.boundingBox()).toEqual(IN_THE_CORNER);
  await visitor.leave();
});

test('a page whose addresses start elsewhere and open elsewhere', async () => {
  const head = '<base href="https://other.example.nhs.uk/deep/" target="_blank">';
  const visitor = await onPage('/base', { head, body: snippet() });
  await use(visitor);
  await visitor.leave();
  const phone = await onPage('/base', { head, body: snippet() }, PHONE);
  await phone.openChat();
  await phone.page.goBack();
  await phone.panel.waitFor({ state: 'hidden' });
  expect(phone.page.url()).toBe(`${site().url}/base`);
  await phone.leave();
});

test('the script in the head, async, twice, under the policy of the how-to', async () => {
  const script = `<script src="${product().url}/embed.js" async></script>`;
  const { policy } = fromHowTo(product().url);
  const headers = { 'Content-Security-Policy': `${policy}; img-src data:` };
  const visitor = await onPage('/async', { head: script + script, body: '<p>No link here</p>', headers });
  await use(visitor);
  expect((await visitor.launcher.count()) + (await visitor.panel.count())).toBe(1);
  expect(visitor.complaints).toEqual([]);
  await visitor.leave();
});

test('a page that takes the tools of the browser away after its own use', async () => {
  const head = `<script>Array.prototype.toJSON = () => 'x'; Object.prototype.extra = () => 'x'; delete Element.prototype.closest;</script>`;
  const visitor = await onPage('/tools', { head, body: snippet() });
  await use(visitor);
  await visitor.leave();
});

test('with the chat open the page goes on by its own history: the chat stays, and Close closes it', async () => {
  const visitor = await onPage('/app', { body: snippet() }, PHONE);
  await visitor.openChat();
  await visitor.page.evaluate("history.pushState({ step: 2 }, '', '/app?step=2')");
  await visitor.answer('Me').click();
  await visitor.answer('Not in hospital. Not getting worse').waitFor();
  await visitor.panel.getByRole('button', { name: 'Close' }).click();
  await visitor.panel.waitFor({ state: 'hidden' });
  expect(visitor.page.url()).toBe(`${site().url}/app?step=2`);
  expect(await visitor.page.evaluate('getComputedStyle(document.documentElement).overflowY')).toBe('visible');
  await visitor.leave();
});
