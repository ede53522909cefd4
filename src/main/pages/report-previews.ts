import { randomUUID } from 'node:crypto';
import { inScheme } from '../../report/page/scheme';
import { plainPage, type Page, type Pages } from './page';

const folder = '/preview/';
/** Reports are megabytes each; a window shows one. */
const kept = 4;

/**
 * Reports that windows show in a frame. The frame is a sandbox with an origin of its own: a report runs the scripts that
 * its own policy names and reaches nothing of the window.
 */
export class ReportPreviews {
  #reports: readonly { readonly path: string; readonly html: string }[] = [];

  /**
   * @returns its path, until newer ones have taken its place; with `?scheme=dark` or `?scheme=light` it is shown in that
   * look, without it in the one that the reader's machine prefers
   */
  keep(html: string): string {
    const path = `${folder}${randomUUID()}`;
    this.#reports = [...this.#reports.slice(1 - kept), { path, html }];
    return path;
  }

  /** The kept reports, and all other pages. */
  before(pages: Pages): Pages {
    return async (address) => (address.startsWith(folder) ? this.#page(address) : pages(address));
  }

  #page(address: string): Page {
    const [asked, query] = address.split('?', 2);
    const report = this.#reports.find(({ path }) => path === asked);
    if (report === undefined) return plainPage(404, 'This preview is no longer kept. Make it again.');
    const scheme = new URLSearchParams(query).get('scheme');
    return {
      status: 200,
      headers: {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "sandbox allow-scripts; frame-ancestors 'self'",
        'cross-origin-resource-policy': 'same-origin',
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      },
      body: new TextEncoder().encode(
        scheme === 'light' || scheme === 'dark' ? inScheme(report.html, scheme) : report.html,
      ),
    };
  }
}
