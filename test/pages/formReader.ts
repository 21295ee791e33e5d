/** Somebody without a script, over HTTP: forms are posted as a browser posts them, and pages read as they come. */
import { decode } from './entities';

export interface Page {
  readonly status: number;
  readonly path: string;
  readonly html: string;
  readonly headers: Headers;
}

const attribute = (tag: string, name: string): string => decode(new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? '');

export class FormReader {
  cookie = '';
  page: Page = { status: 0, path: '', html: '', headers: new Headers() };

  constructor(readonly base: string) {}

  async get(path = '/questions'): Promise<Page> {
    const response = await fetch(this.base + path, { headers: { cookie: this.cookie }, redirect: 'manual' });
    this.page = { status: response.status, path, html: await response.text(), headers: response.headers };
    return this.page;
  }

  /** The hidden fields of the page's form. */
  get hidden(): Record<string, string> {
    const form = /<form[^>]*id="composer"[\s\S]*?<\/form>/.exec(this.page.html)?.[0] ?? '';
    const inputs = form.match(/<input type="hidden"[^>]*>/g) ?? [];
    return Object.fromEntries(inputs.map((tag) => [attribute(tag, 'name'), attribute(tag, 'value')]));
  }

  /** All that can be chosen or pressed, as it would be posted. */
  get values(): string[] {
    return (this.page.html.match(/<(?:input|button)[^>]* name="(?:choice|press)"[^>]*>/g) ?? []).map((tag) =>
      attribute(tag, 'value'),
    );
  }

  /** The node that is open. */
  get node(): string {
    return decode(/data-page="([^"]*)"/.exec(this.page.html)?.[1] ?? '');
  }

  /** Posts, without going on to the page that it leads to. */
  async send(
    fields: Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Response> {
    const response = await fetch(`${this.base}/questions`, {
      method: 'POST',
      redirect: 'manual',
      headers: { origin: this.base, cookie: this.cookie, ...headers },
      body: new URLSearchParams({ ...this.hidden, ...fields }),
    });
    const set = /^(pals-questions=[^;]*)/.exec(response.headers.get('set-cookie') ?? '')?.[1];
    if (set !== undefined) this.cookie = set;
    return response;
  }

  async post(fields: Readonly<Record<string, string>>): Promise<Page> {
    const response = await this.send(fields);
    if (response.status === 303) return this.get(response.headers.get('location') ?? '');
    this.page = { status: response.status, path: '/questions', html: await response.text(), headers: response.headers };
    return this.page;
  }
}
