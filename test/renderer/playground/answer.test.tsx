// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { Answer } from '../../../src/renderer/playground/Answer';
import { texts } from '../../../src/renderer/texts/catalogue';
import type { PlayedPrediction } from '../../../src/shared/samples/play';

const words = texts.playground.answer;
const notes = [words.right, words.wrong, words.undecidable];
const said = { logits: [0, 2], predicted: 1 };

/** What is said beside an answer that stays, of 3 words. */
function noteOf(removed: number, decidable: boolean | null, label: number): string | undefined {
  const prediction: PlayedPrediction = {
    clean: said,
    changed: said,
    displacement: null,
    decidable,
    removed: { text: { removed, of: 3 } },
  };
  render(
    <MantineProvider>
      <Answer model={{ classes: ['no', 'yes'] }} sample={{ label }} prediction={prediction} asking={false} />
    </MantineProvider>,
  );
  const shown = notes.filter((note) => screen.queryByText(note) !== null);
  expect(shown).toHaveLength(1);
  return shown.at(0);
}

afterEach(cleanup);

it.each([
  { title: 'nothing removed', removed: 0, decidable: true, label: 1, note: words.right },
  { title: 'enough left', removed: 1, decidable: true, label: 1, note: words.right },
  { title: 'what is left is of unknown worth', removed: 1, decidable: null, label: 1, note: words.right },
  { title: 'too little left', removed: 1, decidable: false, label: 1, note: words.undecidable },
  { title: 'nothing left, of data that cannot tell', removed: 3, decidable: null, label: 1, note: words.undecidable },
  { title: 'a wrong answer', removed: 3, decidable: null, label: 0, note: words.wrong },
])('beside the answer, $title: $note', ({ removed, decidable, label, note }) => {
  expect(noteOf(removed, decidable, label)).toBe(note);
});
