/** Ways to set text apart on a terminal; each is the identity where the stream is no terminal. */
export interface Style {
  /** True when escape sequences may be written. */
  readonly enabled: boolean;
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly strike: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
  /** 24-bit colours, 0 to 255 each. */
  readonly colours: (text: string, foreground: Rgb, background: Rgb) => string;
}

export type Rgb = readonly [red: number, green: number, blue: number];

const escape = '\u001b[';

export function createStyle(enabled: boolean): Style {
  const wrap =
    (open: number, close: number) =>
    (text: string): string =>
      enabled && text !== '' ? `${escape}${String(open)}m${text}${escape}${String(close)}m` : text;
  return {
    enabled,
    bold: wrap(1, 22),
    dim: wrap(2, 22),
    strike: wrap(9, 29),
    red: wrap(31, 39),
    green: wrap(32, 39),
    yellow: wrap(33, 39),
    cyan: wrap(36, 39),
    colours: (text, foreground, background) =>
      enabled
        ? `${escape}38;2;${foreground.join(';')}m${escape}48;2;${background.join(';')}m${text}${escape}39;49m`
        : text,
  };
}

/**
 * May escape sequences be written to this stream? Only to a terminal, and never when `NO_COLOR` is set to anything
 * but the empty text (no-color.org) or the terminal calls itself dumb.
 */
export function allowsStyle(isTerminal: boolean, environment: Readonly<Record<string, string | undefined>>): boolean {
  const noColour = environment.NO_COLOR ?? '';
  return isTerminal && noColour === '' && environment.TERM !== 'dumb';
}
