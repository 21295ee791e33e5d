/** The product with a Trust's own sign-in: a real OpenID provider in a process beside it, and people who come through it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { discard, freePort, startProduct } from '../product';
import { deskCall } from './advisor';

export interface Claims {
  readonly name?: string;
  readonly given_name?: string;
  readonly family_name?: string;
  readonly oid?: string;
  readonly roles?: readonly string[];
}

const CLIENT = { id: 'pals-desk', secret: 'Qm8~kD2vXr7LwZp4TnY1bHs6GcJf9aRu' };

/** Of a browser, what it keeps for one site. */
class Cookies {
  readonly #held = new Map<string, string>();
  take({ headers }: Response): void {
    for (const line of headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (name === undefined || value === undefined) continue;
      if (value === '' || /Max-Age=0/i.test(line)) this.#held.delete(name);
      else this.#held.set(name, value);
    }
  }
  get header(): string {
    return [...this.#held].map(([name, value]) => `${name}=${value}`).join('; ');
  }
  get(name: string): string | undefined {
    return this.#held.get(name);
  }
}

/** Somebody's browser: follows redirects, keeps cookies of the desk and of the provider apart. */
export class Comer {
  readonly #at = new Map<string, Cookies>();
  readonly seen: Response[] = [];

  cookies(address: string): Cookies {
    const { host } = new URL(address);
    const held = this.#at.get(host) ?? new Cookies();
    this.#at.set(host, held);
    return held;
  }

  async ask(address: string, form?: Readonly<Record<string, string>>): Promise<Response> {
    const cookies = this.cookies(address);
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { cookie: cookies.header },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    cookies.take(response);
    this.seen.push(response);
    return response;
  }

  /** Until something is shown. */
  async follow(response: Response, from: string): Promise<string> {
    let [answer, at] = [response, from];
    for (;;) {
      const location = answer.headers.get('location');
      if (location === null) return at;
      at = new URL(location, at).href;
      if (at.includes('#') || /\/desk\/?$/.test(at)) return at;
      answer = await this.ask(at);
    }
  }
}

/** The product in a process of its own, or in this one with a clock of ours. */
export interface Running {
  readonly url: string;
  dispose(): Promise<void>;
}

export class Trust {
  private constructor(
    readonly service: Running,
    readonly issuer: string,
    private readonly provider: ChildProcess,
  ) {}

  static async start(run: (settings: Readonly<Record<string, string>>) => Promise<Running>): Promise<Trust> {
    const [port, own] = [await freePort(), await freePort()];
    const issuer = `http://127.0.0.1:${port}`;
    const provider = spawn(
      process.execPath,
      ['test/desk/openIdProvider.mjs', String(port), `http://127.0.0.1:${own}/desk/callback`, CLIENT.id, CLIENT.secret],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    );
    await once(provider.stdout, 'data');
    const service = await run({
      ...{ PORT: String(own), OIDC_ISSUER: issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret },
    });
    return new Trust(service, issuer, provider);
  }

  /** Its sign-in answers nobody any more. */
  providerIsAway(): void {
    this.provider.kill();
  }

  async knows(account: string, claims: Claims | null): Promise<void> {
    await fetch(`${this.issuer}/people/${account}`, { method: 'PUT', body: JSON.stringify(claims) });
  }

  get url(): string {
    return this.service.url;
  }

  /** Signs in as this account. Gives where the browser ends. */
  async comes(account: string, comer = new Comer()): Promise<{ readonly at: string; readonly comer: Comer }> {
    const page = await comer.follow(await comer.ask(`${this.url}/desk/sign-in`), this.url);
    const at = await comer.follow(await comer.ask(page, { who: account }), page);
    return { at, comer };
  }

  me(comer: Comer) {
    return deskCall(this.url, 'GET', '/me', { cookie: comer.cookies(this.url).header });
  }

  async end(): Promise<void> {
    this.provider.kill();
    await this.service.dispose();
  }
}

export const inItsProcess = async (settings: Readonly<Record<string, string>>): Promise<Running> => {
  const product = await startProduct(settings);
  return { url: product.url, dispose: () => discard(product) };
};
