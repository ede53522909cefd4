/** What a host answers to a request for a page or a file of the window. */
export interface Page {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Finds a page by path and query of its address, as the browser wrote them: `/assets/main.js`. */
export type Pages = (address: string) => Promise<Page>;

export function plainPage(status: number, text: string): Page {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
    body: new TextEncoder().encode(`${text}\n`),
  };
}
