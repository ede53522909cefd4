import type { InputOf } from '../../../../shared/mapping/inputs';
import { RowProblem } from '../../../files/row-problem';
import { meanOfChannels } from '../grey';
import { resizeWhole } from '../resize';
import { numbersOf } from './cell';
import { pictureOf } from './image-reader';
import { contentOf, type InputReader, type Reading } from './reading';
import { numbersInFile } from './numbers-reader';
import { filled } from './template';

/** Spectrograms that others have computed: arrays [bands, frames], brought to one size. */
export function spectrogramReader(input: InputOf<'spectrogram'>, { root }: Reading): Promise<InputReader> {
  const { height, width, levels, seconds, hertz, lowest } = input;
  return Promise.resolve({
    shape: { kind: 'audio', height, width, seconds, hertz: [...hertz] },
    read: async (row) => {
      const numbers =
        input.file === undefined
          ? numbersOf(await contentOf(input, root, row), input.column ?? '')
          : await numbersInFile(root, await filled(input.file, row.cell));
      const picture = pictureOf(numbers, levels, undefined);
      if (picture.height < 1) throw new RowProblem('The spectrogram has no bands.');
      const grey = meanOfChannels(resizeWhole(picture, { height, width }));
      return lowest === 'last' ? grey : upsideDown(grey, width);
    },
  });
}

/** The highest band first, as sound lies in the lab. */
function upsideDown(levels: Uint8Array, width: number): Uint8Array {
  const rows = levels.length / width;
  return Uint8Array.from(levels, (_, at) => levels[(rows - 1 - Math.floor(at / width)) * width + (at % width)]);
}
