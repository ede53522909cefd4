import { hashOfBytes } from './identity';

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
