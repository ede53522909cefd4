import { fromBase64 } from '../../shared/base64';
import type { MadeFile } from '../../shared/lab-channel/host-requests';

/** A file that the host made, as the window saves it, and its bytes. */
export function fileOf({ name, mime, base64 }: MadeFile): {
  readonly file: File;
  readonly content: Uint8Array<ArrayBuffer>;
} {
  const content = fromBase64(base64);
  return { file: new File([content], name, { type: mime }), content };
}
