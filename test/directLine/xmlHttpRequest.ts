/** As much of a browser's XMLHttpRequest as rxjs's `ajax`, and so botframework-directlinejs, needs; over Node's fetch. */
export class NodeXMLHttpRequest {
  readyState = 0;
  status = 0;
  responseType = '';
  responseText = '';
  response: unknown = null;
  timeout = 0;
  withCredentials = false;
  upload = {};
  onreadystatechange: (() => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  ontimeout: ((event: object) => void) | null = null;
  onload: ((event: object) => void) | null = null;
  private method = 'GET';
  private url = '';
  private readonly headers: Record<string, string> = {};
  private readonly aborter = new AbortController();

  open(method: string, url: string): void {
    this.method = method;
    this.url = url;
    this.to(1);
  }

  setRequestHeader(name: string, value: string): void {
    this.headers[name] = value;
  }

  getResponseHeader(): null {
    return null;
  }

  getAllResponseHeaders(): string {
    return '';
  }

  abort(): void {
    this.aborter.abort();
  }

  send(body?: string): void {
    const { method, headers } = this;
    fetch(this.url, { method, headers, ...(body !== undefined && { body }), signal: this.aborter.signal })
      .then(async (answer) => {
        this.responseText = await answer.text();
        this.status = answer.status;
        const parsed: unknown = this.responseText === '' ? null : JSON.parse(this.responseText);
        this.response = this.responseType === 'json' ? parsed : this.responseText;
        this.to(4);
        this.onload?.({ type: 'load' });
      })
      .catch(() => {
        if (!this.aborter.signal.aborted) this.onerror?.({ type: 'error' });
      });
  }

  private to(state: number): void {
    this.readyState = state;
    this.onreadystatechange?.();
  }
}
