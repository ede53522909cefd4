import { listOf } from '../analysis/format';
import { ratioOf, type Ray } from '../shared/certificates/certificate';

/** `the image`, `each of image and text`, `image and text, 2 : 1`: whose elements an attacker tampers with. */
export function rayWords(ray: Ray): string {
  const ids = Object.keys(ray);
  if (ids.length === 1) return `the ${ids[0]}`;
  const ratio = ratioOf(ray);
  return ratio === null ? `each of ${listOf(ids)}` : `${listOf(ids)}, ${ratio}`;
}
