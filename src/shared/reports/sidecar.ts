import { hashOfBytes } from '../identity';

/** A small file that stands beside another. */
export interface Sidecar {
  readonly name: string;
  readonly text: string;
}

/** Name of the file beside a report that holds its SHA-256. */
export function sidecarName(file: string): string {
  return `${file}.sha256`;
}

/** The file beside a report: one line that `sha256sum -c` reads, which marks names with a backslash or a line's end. */
export function sidecarOf(name: string, content: Uint8Array): Sidecar {
  const safe = name.replace(/\\/gu, '\\\\').replace(/\n/gu, '\\n').replace(/\r/gu, '\\r');
  return { name: sidecarName(name), text: `${safe === name ? '' : '\\'}${hashOfBytes(content)}  ${safe}\n` };
}

/** What was found beside a report: the file's text, or why it cannot be read; null: there is none. */
export type SidecarFound = { readonly text: string } | { readonly unreadable: string } | null;

/** How a report compares with the file beside it: null where they agree, else what is wrong; undefined without one. */
export function sidecarFault(report: string, content: Uint8Array, found: SidecarFound): string | null | undefined {
  if (found === null) return undefined;
  const name = sidecarName(report);
  if ('unreadable' in found) return `${name} cannot be read (${found.unreadable}).`;
  const written = /^\\?([0-9a-f]{64}) [ *]/iu.exec(found.text)?.[1].toLowerCase();
  if (written === undefined) return `${name} does not begin with a SHA-256.`;
  const hash = hashOfBytes(content);
  return hash === written ? null : `The file was changed: its SHA-256 is ${hash}, ${name} says ${written}.`;
}
