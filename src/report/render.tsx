import { sha256 } from '@noble/hashes/sha2.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { renderToStaticMarkup } from 'react-dom/server';
import { toBase64 } from '../shared/base64';
import { hashesElement } from '../shared/reports/report-hashes';
import { shownText as shown } from '../shared/text/shown-text';
import { buildReport } from './build';
import { withPlainText } from './charts/chart-text';
import type { Chart, ReportDocument } from './document';
import type { ReportInput } from './input';
import { chartConfig, chartsScript } from './page/charts-script';
import { Cover } from './page/cover';
import { PartView, SectionView } from './page/part';
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

function renderDocument(document: ReportDocument, assets: ReportAssets): string {
  const { parts, closing, appendices } = document;
  const sections = [...parts.flatMap((part) => part.sections), ...closing, ...appendices];
  const charts = sections.flatMap(({ blocks }) => blocks.filter((block) => block.kind === 'chart'));
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
    <html lang="en" data-charts={charts.length === 0 ? undefined : 'drawing'}>
      <head>
        <meta charSet="utf-8" />
        <meta httpEquiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>{shown(`${document.title} · robustness report`)}</title>
        <style dangerouslySetInnerHTML={{ __html: styleSheet + pageBoxes(document) }} />
      </head>
      <body>
        <Cover document={document} />
        <main>
          {parts.map((part) => (
            <PartView key={part.id} part={part} />
          ))}
          {parts.length > 1 ? <h1 className="part">For the whole report</h1> : null}
          {closing.map((section) => (
            <SectionView key={section.id} section={section} />
          ))}
          <div className="appendices">
            {appendices.map((section) => (
              <SectionView key={section.id} section={section} />
            ))}
          </div>
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
        <script
          type="application/json"
          id={hashesElement}
          dangerouslySetInnerHTML={{ __html: jsonForScript(document.hashes) }}
        />
      </body>
    </html>,
  )}\n`;
}

/** A footer of its own for each of several parts. */
function pageBoxes({ footer, parts }: ReportDocument): string {
  const named = parts.filter(({ id }) => id !== '');
  return [
    pageRules(shown(footer)),
    ...named.map(({ id, footer: own }) => `${pageRules(shown(own), id)}#${id}{page:${id}}`),
  ].join('');
}

/** The charts as JSON that cannot leave its script element. */
function chartsJson(charts: readonly Chart[]): string {
  const shown = charts.map(({ id, data, layout }) => ({
    id,
    data: withPlainText(data),
    layout: withPlainText(layout),
    config: chartConfig,
  }));
  return jsonForScript(shown);
}

/** Markup, and what could reorder or hide text, are written as escapes. */
function jsonForScript(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu,
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
  return toBase64(sha256(utf8ToBytes(text)));
}
