import { ratioOf, type Ray } from '../../../shared/certificates/certificate';

/** `image`, `image + text`, `image + text, 2 : 1`. */
export function rayText(ray: Ray): string {
  const ids = Object.keys(ray).join(' + ');
  const ratio = ratioOf(ray);
  return ratio === null ? ids : `${ids}, ${ratio}`;
}
