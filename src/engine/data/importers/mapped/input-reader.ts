import type { MappedInput } from '../../../../shared/mapping/inputs';
import { audioReader } from './audio-reader';
import { depthReader, imageReader } from './image-reader';
import { numbersReader, sequenceReader } from './numbers-reader';
import type { InputReader, Reading } from './reading';
import { spectrogramReader } from './spectrogram-reader';
import { textReader } from './text-reader';

/** @throws LabError `invalid` where no row tells what the mapping leaves open */
export async function inputReader(input: MappedInput, reading: Reading): Promise<InputReader> {
  switch (input.kind) {
    case 'image':
      return imageReader(input, reading);
    case 'depth':
      return depthReader(input, reading);
    case 'text':
      return textReader(input, reading);
    case 'audio':
      return audioReader(input, reading);
    case 'spectrogram':
      return spectrogramReader(input, reading);
    case 'numbers':
      return numbersReader(input, reading);
    case 'sequence':
      return sequenceReader(input, reading);
    default:
      return input satisfies never;
  }
}
