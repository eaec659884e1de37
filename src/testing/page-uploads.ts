/* Files are sent with XMLHttpRequest, which tells how far they have come. */

type RequestClass = typeof globalThis.XMLHttpRequest;
type Fetch = typeof globalThis.fetch;

/**
 * An XMLHttpRequest class that asks the fake server for its own addresses, and is the browser's for
 * all others.
 * @param ask - the fake server's `fetch`
 */
export function withUploads(
  browser: RequestClass,
  isOwn: (url: URL) => boolean,
  ask: Fetch,
): RequestClass {
  return class extends browser {
    #own: { readonly method: string; readonly url: URL } | null = null;
    #headers = new Headers();
    #answer: Response | null = null;
    #text = "";
    readonly #life = new AbortController();

    override open(method: string, url: string | URL, isAsync = true): void {
      const address = new URL(url, globalThis.location?.href);
      if (isOwn(address)) this.#own = { method, url: address };
      else super.open(method, url, isAsync);
    }
    override setRequestHeader(name: string, value: string): void {
      if (this.#own === null) super.setRequestHeader(name, value);
      else this.#headers.set(name, value);
    }
    override send(body?: Document | XMLHttpRequestBodyInit | null): void {
      if (this.#own === null) return super.send(body);
      void this.#run(this.#own, body instanceof Blob ? body : new Blob());
    }
    override abort(): void {
      if (this.#own === null) return super.abort();
      this.#life.abort();
      this.dispatchEvent(new ProgressEvent("abort"));
    }
    override get status(): number {
      return this.#answer?.status ?? super.status;
    }
    override get responseText(): string {
      return this.#answer === null ? super.responseText : this.#text;
    }
    override getResponseHeader(name: string): string | null {
      return this.#answer?.headers.get(name) ?? null;
    }

    async #run({ method, url }: { method: string; url: URL }, body: Blob): Promise<void> {
      const { signal } = this.#life;
      try {
        const progress = { lengthComputable: true, loaded: body.size, total: body.size };
        this.upload.dispatchEvent(new ProgressEvent("progress", progress));
        const answer = await ask(url, { method, headers: this.#headers, body, signal });
        this.#text = await answer.text();
        this.#answer = answer;
        this.dispatchEvent(new ProgressEvent("load"));
      } catch {
        if (!signal.aborted) this.dispatchEvent(new ProgressEvent("error"));
      }
    }
  };
}
