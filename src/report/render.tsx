import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { renderToStaticMarkup } from 'react-dom/server';
import { visibleText as visible } from '../shared/visible-text';
import { buildReport } from './build';
import { withPlainText } from './charts/chart-text';
import type { Chart, ReportDocument } from './document';
import type { ReportInput } from './input';
import { BlockView } from './page/blocks';
import { chartConfig, chartsScript } from './page/charts-script';
import { pageRules, styleSheet } from './page/style';

/** What the page carries within itself besides its own text. */
export interface ReportAssets {
  /** Text of plotly's basic bundle. */
  readonly plotly: string;
}

/**
 * The report as one HTML file that needs nothing else: no network, no other file. Equal inputs give equal bytes.
 */
export function renderReport(input: ReportInput, assets: ReportAssets): string {
  return renderDocument(buildReport(input), assets);
}

export function renderDocument(document: ReportDocument, assets: ReportAssets): string {
  const charts = document.sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'chart'));
  const plotly = inlineScript(assets.plotly);
  const policy = [
    "default-src 'none'",
    'img-src data:',
    // Plotly sets styles on its elements; no style can load anything, as no other source is allowed.
    "style-src 'unsafe-inline'",
    `script-src ${[plotly, chartsScript].map((script) => `'sha256-${hashOfScript(script)}'`).join(' ')}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return `<!doctype html>\n${renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>{visible(`${document.title} · robustness report`)}</title>
        <style dangerouslySetInnerHTML={{ __html: styleSheet + pageRules(visible(document.footer)) }} />
      </head>
      <body>
        {document.watermark === null ? null : (
          <>
            <div className="watermark" aria-hidden="true">
              {document.watermark}
            </div>
            <p className="incomplete">This run is incomplete. Its numbers are provisional.</p>
          </>
        )}
        <header>
          <p className="kicker">{document.kicker}</p>
          <h1>{visible(document.title)}</h1>
          {document.question === '' ? null : <p className="question">{visible(document.question)}</p>}
          <p className="facts-line">
            {document.facts.map((fact, index) => (
              <span key={index}>{visible(fact)}</span>
            ))}
          </p>
        </header>
        <nav aria-label="Contents">
          <ul>
            {document.sections.map(({ id, title }) => (
              <li key={id}>
                <a href={`#${id}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <main>
          {document.sections.map((section) => (
            <section key={section.id} id={section.id} className={section.newPage === true ? 'new-page' : undefined}>
              <h2>{section.title}</h2>
              {section.blocks.map((block, index) => (
                <BlockView key={index} block={block} />
              ))}
            </section>
          ))}
        </main>
        {charts.length === 0 ? null : (
          <>
            <noscript>
              <p className="note">Charts need scripts, which are off here; every chart has its numbers in a table.</p>
            </noscript>
            <script type="application/json" id="charts" dangerouslySetInnerHTML={{ __html: chartsJson(charts) }} />
            <script dangerouslySetInnerHTML={{ __html: plotly }} />
            <script dangerouslySetInnerHTML={{ __html: chartsScript }} />
          </>
        )}
      </body>
    </html>,
  )}\n`;
}

/** JSON that cannot leave its script element: `<`, `>`, `&` and the line separators are written as escapes. */
export function chartsJson(charts: readonly Chart[]): string {
  const shown = charts.map(({ id, data, layout }) => ({
    id,
    data: withPlainText(data),
    layout: withPlainText(layout),
    config: chartConfig,
  }));
  return JSON.stringify(shown).replace(
    /[<>&\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Script text as an HTML parser will hand it on: line feeds only, and nothing that ends or nests the element. */
function inlineScript(text: string): string {
  return text
    .replace(/\r\n?/gu, '\n')
    .replace(/<\/(script)/giu, '<\\/$1')
    .replace(/<!--/gu, '<\\!--');
}

function hashOfScript(text: string): string {
  return btoa(String.fromCharCode(...sha256(utf8ToBytes(text))));
}
