/** Microsoft's Web Chat 4.18.1, in a real browser and on another web site that is allowed, talks with the real service. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../browser/chromium';
import { freePort, startProcess, type ServiceProcess } from '../server/serviceProcess';
import { startWebChatSite, type WebChatSite } from './webChatSite';

let browser: Browser;
let site: WebChatSite;
let folder: string;
let port: number;
let service: ServiceProcess;

const start = async (): Promise<void> => {
  service = startProcess({ port, folder, settings: { ALLOWED_ORIGINS: site.url } });
  await service.ready();
};

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'pals-webchat-'));
  port = await freePort();
  site = await startWebChatSite();
  site.talksWith(`http://127.0.0.1:${port}`);
  await start();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  site.close();
  await service.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** What stands in the bubbles, in order. */
const bubbles = (chat: Page): Promise<string[]> => chat.locator('.webchat__bubble__content').allInnerTexts();
const buttons = (chat: Page) => chat.locator('.webchat__suggested-action:visible');
const open = async (): Promise<Page> => {
  const chat = await browser.newPage({ viewport: { width: 900, height: 900 } });
  await chat.goto(site.url);
  await buttons(chat).first().waitFor();
  return chat;
};
const write = async (chat: Page, text: string): Promise<void> => {
  const box = chat.locator('[data-testid="send box text area"], .webchat__send-box-text-box__input').first();
  await box.fill(text);
  await box.press('Enter');
};
const botBubbles = (chat: Page) =>
  chat.locator('.webchat__bubble:not(.webchat__bubble--from-user) .webchat__bubble__content');
/** Waits until the bot has said more than before. */
const answered = (chat: Page, before: number): Promise<void> => botBubbles(chat).nth(before).waitFor();
const failures = (chat: Page): Promise<number> => chat.getByText(/send failed|could not send|retry/i).count();

it('is led by its buttons from the greeting to an outcome, with each message shown once', async () => {
  const chat = await open();
  expect((await bubbles(chat))[0]).toMatch(/automated assistant/);
  let presses = 0;
  for (; presses < 12; presses += 1) {
    const before = await botBubbles(chat).count();
    const label = await buttons(chat).first().innerText();
    if (/carry on/i.test(label)) break;
    await buttons(chat).first().click();
    await answered(chat, before);
    expect((await bubbles(chat)).filter((text) => text.trim() === label.trim()).length).toBeGreaterThan(0);
  }
  expect(presses).toBeGreaterThanOrEqual(2);
  expect(await failures(chat)).toBe(0);
  await chat.screenshot({ path: join(tmpdir(), 'webchat-outcome.png') });
  await chat.close();
});

it('shows the emergency text for what is written, and what was written masked', async () => {
  const chat = await open();
  const before = await botBubbles(chat).count();
  await write(chat, 'He is not breathing, ring me on 07700 900123');
  await answered(chat, before);
  const all = await bubbles(chat);
  expect(all.join('\n')).toMatch(/Call 999/);
  expect(all.filter((text) => text.includes('[phone number removed]'))).toHaveLength(1);
  expect(all.join('\n')).not.toContain('900123');
  expect(await failures(chat)).toBe(0);
  await chat.close();
});

it('shows what a person writes as text, never as markup', async () => {
  const chat = await open();
  const before = await botBubbles(chat).count();
  await write(chat, '<img src=x onerror="window.hacked=1"> **bold** [link](javascript:alert(1))');
  await answered(chat, before);
  expect(await chat.evaluate('window.hacked')).toBeUndefined();
  expect((await bubbles(chat)).join('\n')).toContain('**bold**');
  await chat.close();
});

it('goes on after the service was killed and started again, with nothing lost or doubled', async () => {
  const chat = await open();
  const first = await botBubbles(chat).count();
  await write(chat, 'before the kill');
  await answered(chat, first);
  await service.kill('SIGKILL');
  await start();
  const before = await botBubbles(chat).count();
  await write(chat, 'after the kill');
  await answered(chat, before);
  const all = await bubbles(chat);
  for (const text of ['before the kill', 'after the kill'])
    expect(all.filter((one) => one.includes(text))).toHaveLength(1);
  await chat.close();
});
