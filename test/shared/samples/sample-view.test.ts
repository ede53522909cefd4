import { expect, it } from 'vitest';
import { partsText } from '../../../src/shared/data/modality';
import { kindShown, soundTicks, type AudioView } from '../../../src/shared/samples/sample-view';

const sound: AudioView = {
  ...{ kind: 'audio', height: 24, width: 32, channels: 1, pixels: '', seconds: 0.652 },
  hertz: [60, 4000],
};

it('a sound has its times across and its frequencies down, half way up on the mel scale', () => {
  const { across, down } = soundTicks(sound);
  expect(across.map(({ text }) => text)).toEqual(['0', '0.33', '0.65']);
  const mel = (hertz: number): number => 2595 * Math.log10(1 + hertz / 700);
  const middle = 700 * (10 ** ((mel(60) + mel(4000)) / 2 / 2595) - 1);
  expect(down.map(({ text }) => Number(text))).toEqual([4000, Number(middle.toPrecision(2)), 60]);
  expect(down.map(({ at }) => at)).toEqual([0, 0.5, 1]);
});

it('what was removed has the word of what it was removed from', () => {
  expect(partsText('image', 1)).toBe('1 square');
  expect(partsText(kindShown(sound), 2)).toBe('2 patches of cells');
  expect(partsText('skeleton', 1)).toBe('1 block of joints');
});
