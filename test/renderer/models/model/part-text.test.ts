import { expect, it } from 'vitest';
import { partText } from '../../../../src/renderer/models/model/part-text';

it('says how many weights a part has, and which one it is', () => {
  expect(partText({ part: 'encoder', modality: 'image', weights: 1234 })).toBe('1,234 in the encoder of image');
  expect(partText({ part: 'fusion', weights: 0 })).toBe('0 in the fusion');
  expect(partText({ part: 'head', weights: 18 })).toBe('18 in the head');
});

it('does not let a name of a modality turn the text around', () => {
  expect(partText({ part: 'encoder', modality: 'a\u202eb', weights: 1 })).not.toContain('\u202e');
});
