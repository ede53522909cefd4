import { shownText } from '../../shared/text/shown-text';

/**
 * A chart's data or layout with every text made plain. Plotly reads a little HTML (links too) and templates in names,
 * tick labels and annotations; imported names may hold neither. Hover templates are the charts' own and hold no names.
 * A tick label of several lines is an array of them.
 */
export function withPlainText(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return textKeys.has(key) ? plainText(value) : value;
  if (Array.isArray(value))
    return value.map((entry) => (isLines(entry, key) ? lines(entry) : withPlainText(entry, key)));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, withPlainText(entry, name)]));
  }
  return value;
}

const textKeys: ReadonlySet<string> = new Set(['name', 'text', 'customdata', 'ticktext', 'legendgroup', 'title']);

function isLines(entry: unknown, key: string): entry is readonly string[] {
  return key === 'ticktext' && Array.isArray(entry);
}

function lines(label: readonly string[]): string {
  return label.map(plainText).join('<br>');
}

function plainText(text: string): string {
  return shownText(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('%{', '% {');
}
