import { toBase64 } from '../../shared/base64';
import type { ImageView } from '../../shared/samples/sample-view';

type Colour = readonly [red: number, green: number, blue: number];

/**
 * Of the first classes: told apart with any colour vision (Okabe and Ito), after a grey for what stands nowhere in
 * particular. They are drawn on a ground of their own, so that one set serves light and dark.
 */
const first: readonly Colour[] = [
  [74, 79, 87],
  [204, 204, 204],
  [213, 94, 0],
  [230, 159, 0],
  [0, 114, 178],
  [86, 180, 233],
  [0, 158, 115],
  [240, 228, 66],
  [204, 121, 167],
];

/** Further classes take the same hues, each round darker: beyond nine, names have to help. */
export function classColour(index: number): Colour {
  if (index < first.length) return first[index];
  const hues = first.slice(2);
  const beyond = index - first.length;
  const shade = 0.62 ** (1 + (Math.floor(beyond / hues.length) % 3));
  const [red, green, blue] = hues[beyond % hues.length];
  return [Math.round(red * shade), Math.round(green * shade), Math.round(blue * shade)];
}

/** What became of the answers for pixels. */
export const pixelChanges = ['right', 'wrong', 'lost', 'gained', 'otherwise'] as const;
export type PixelChange = (typeof pixelChanges)[number];

export const changeWords: Readonly<Record<PixelChange, string>> = {
  right: 'right before and after',
  wrong: 'wrong as before',
  lost: 'right before, wrong after',
  gained: 'wrong before, right after',
  otherwise: 'wrong before, wrong otherwise after',
};

export const changeColours: Readonly<Record<PixelChange, Colour>> = {
  right: [232, 232, 232],
  wrong: [120, 126, 134],
  lost: [213, 94, 0],
  gained: [0, 114, 178],
  otherwise: [240, 228, 66],
};

export function pixelChange(truth: number, before: number, after: number): PixelChange {
  if (before === truth) return after === truth ? 'right' : 'lost';
  if (after === truth) return 'gained';
  return after === before ? 'wrong' : 'otherwise';
}

export function cssColour([red, green, blue]: Colour): string {
  return `rgb(${String(red)}, ${String(green)}, ${String(blue)})`;
}

/** A picture of so many rows and columns. */
export interface PictureSize {
  readonly height: number;
  readonly width: number;
}

/** The classes of all pixels as a picture. */
export function classPicture(classes: Uint8Array, size: PictureSize): ImageView {
  return pictureOf(Array.from(classes, classColour), size);
}

/** What became of the answers for all pixels, as a picture. */
export function changePicture(truth: Uint8Array, before: Uint8Array, after: Uint8Array, size: PictureSize): ImageView {
  return pictureOf(
    Array.from(truth, (own, pixel) => changeColours[pixelChange(own, before[pixel], after[pixel])]),
    size,
  );
}

/** How many draws are right of every pixel: the lighter, the more. */
export function votesPicture(votes: Uint32Array, draws: number, size: PictureSize): ImageView {
  return pictureOf(
    Array.from(votes, (own) => {
      const grey = Math.round((255 * own) / draws);
      return [grey, grey, grey] as const;
    }),
    size,
  );
}

const certifiedColours = { certified: [0, 158, 115], open: [74, 79, 87] } as const;

/** What the colours of `certifiedPicture` stand for. */
export const votesLegend = {
  title: 'Certified',
  entries: [
    { name: 'stays right', colour: cssColour(certifiedColours.certified) },
    { name: 'nothing is proved', colour: cssColour(certifiedColours.open) },
  ],
};

/** Pixels that so many votes certify; null: none is. */
export function certifiedPicture(votes: Uint32Array, fewest: number | null, size: PictureSize): ImageView {
  return pictureOf(
    Array.from(votes, (own) => certifiedColours[fewest !== null && own >= fewest ? 'certified' : 'open']),
    size,
  );
}

function pictureOf(colours: readonly Colour[], { height, width }: PictureSize): ImageView {
  return { kind: 'image', height, width, channels: 3, pixels: toBase64(Uint8Array.from(colours.flat())) };
}
