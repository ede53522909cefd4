/** The two looks of a report on screen. */
export type PageScheme = 'light' | 'dark';

/** What leaves the look to the reader's machine, in the report's style sheet. */
export const readersScheme = 'color-scheme:light dark';
/** Whose rules make a report dark where the reader's machine is. */
export const readersDark = '@media screen and (prefers-color-scheme:dark)';

const whenDark: Readonly<Record<PageScheme, string>> = { light: '@media not all', dark: '@media screen' };

/**
 * A report in one look, whatever the reader's machine prefers: for a frame of a window, whose theme a person chose.
 *
 * @param html as `renderReport` makes it. Its policy names scripts, no styles, so it holds for what is given back
 */
export function inScheme(html: string, scheme: PageScheme): string {
  // Nothing that a person named stands before these rules within the style sheet.
  const start = html.indexOf('<style>');
  if (start < 0) throw new Error('A report has a style sheet.');
  const sheet = html
    .slice(start)
    .replace(readersScheme, `color-scheme:${scheme}`)
    .replace(readersDark, whenDark[scheme]);
  return html.slice(0, start) + sheet;
}
