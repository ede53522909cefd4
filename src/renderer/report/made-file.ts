import type { MadeFile } from '../../shared/host-requests';

/** A file that the host made, as the window saves it, and its bytes. */
export function fileOf({ name, mime, base64 }: MadeFile): {
  readonly file: File;
  readonly content: Uint8Array<ArrayBuffer>;
} {
  const content = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  return { file: new File([content], name, { type: mime }), content };
}
