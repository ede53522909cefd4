import type { ColumnSpec } from '../../shared/data/dataset';
import { ColumnFile } from './column-file';
import { invalidRows } from './invalid-rows';
import type { ModalityShape } from './modality-writer';

export interface MaskWriter {
  /** Null, or what is wrong with the mask. */
  append(mask: Uint8Array | undefined): Promise<string | null>;
  finish(): Promise<ColumnSpec>;
  close(): Promise<void>;
}

/** @throws LabError `invalid` when the pictures differ in size: a mask labels the same pixel of all of them */
export function maskWriter(
  folder: string,
  { name, modalities }: { readonly name: string; readonly modalities: Readonly<Record<string, ModalityShape>> },
  classes: number,
): MaskWriter {
  const sizes = Object.values(modalities).flatMap((shape) => (shape.kind === 'image' ? [shape] : []));
  const [first] = sizes;
  if (sizes.length === 0 || sizes.some(({ height, width }) => height !== first.height || width !== first.width)) {
    throw invalidRows(name, 'Pixels are labelled, but there are no pictures of one size.');
  }
  const { height, width } = first;
  const file = new ColumnFile(folder, 'mask.u8');
  return {
    append: async (mask) => {
      if (mask?.length !== height * width) return `not ${height * width} pixels.`;
      if (mask.some((pixelClass) => pixelClass >= classes)) return `holds more than ${classes} classes.`;
      await file.append(mask);
      return null;
    },
    finish: async () => ({ dtype: 'uint8', shape: [height, width], ...(await file.finish()) }),
    close: () => file.close(),
  };
}
