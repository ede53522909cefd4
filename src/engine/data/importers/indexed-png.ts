import { convertIndexedToRgb } from 'fast-png';
import { quoted, RowProblem } from '../../files/row-problem';
import { isPng, plainPng } from './png';

/** The class of every pixel, row-major. */
export interface PixelClasses {
  readonly height: number;
  readonly width: number;
  readonly classes: Uint8Array;
}

/** Values in place of colours: of an indexed picture its places in the palette are wanted. */
const places = Array.from({ length: 256 }, (_, place) => [place, place, place] as [number, number, number]);

/** A PNG whose values are classes: indexed, or grey with 8 bits. @throws RowProblem */
export function decodeClasses(bytes: Uint8Array): PixelClasses {
  if (!isPng(bytes)) throw new RowProblem('The mask is no PNG.');
  try {
    const png = plainPng(bytes);
    const { height, width } = png;
    if (png.palette !== undefined) {
      const rgb = convertIndexedToRgb({ ...png, palette: places });
      return { height, width, classes: Uint8Array.from({ length: height * width }, (_, pixel) => rgb[3 * pixel]) };
    }
    if (png.channels !== 1 || png.depth !== 8) {
      throw new RowProblem('The mask is neither indexed nor grey with 8 bits, so its values are no classes.');
    }
    return { height, width, classes: Uint8Array.from(png.data) };
  } catch (error) {
    if (error instanceof RowProblem) throw error;
    throw new RowProblem(`The mask is corrupt (${error instanceof Error ? quoted(error.message) : 'unknown'}).`);
  }
}
