import { launchChromium } from './chromium';

test('a browser starts on this machine, lays out a page and keeps web security on', async () => {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await page.setContent('<h1 style="font-family: Arial">Hello</h1>');
    expect(await page.locator('h1').evaluate((heading) => heading.getBoundingClientRect().width)).toBe(374);
    const crossOrigin = await page.evaluate(() =>
      fetch('http://127.0.0.1:1/').then(
        () => 'read',
        () => 'refused',
      ),
    );
    expect(crossOrigin).toBe('refused');
  } finally {
    await browser.close();
  }
});
