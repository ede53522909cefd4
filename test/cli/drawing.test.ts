import { describe, expect, it } from 'vitest';
import { softmax } from '../../src/analysis/softmax';
import type { AttackTrace } from '../../src/shared/attacks/attack-trace';
import { classLegendText, drawClasses } from '../../src/cli/drawing/class-map';
import { drawPicture, pictureOf } from '../../src/cli/drawing/picture';
import { drawSkeleton } from '../../src/cli/drawing/skeleton';
import { bar, drawProbabilities } from '../../src/cli/drawing/probabilities';
import { drawWords } from '../../src/cli/drawing/sentence';
import { sideBySide } from '../../src/cli/drawing/side-by-side';
import { drawTrace } from '../../src/cli/drawing/trace';
import { classColour } from '../../src/report/samples/class-colours';
import { createStyle } from '../../src/cli/style';
import { createTerminal } from '../../src/cli/terminal';
import { smallSkeleton } from '../shared/small-skeleton';

const plain = createStyle(false);
const colour = createStyle(true);

/** Left half black, right half white. */
const picture = {
  height: 4,
  width: 4,
  channels: 1,
  pixels: Uint8Array.from([0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 255, 255, 0, 0, 255, 255]),
};

describe('drawSkeleton', () => {
  const terminal = createTerminal({ write: () => true, columns: 100 }, { write: () => true }, {});
  it('draws stills beside each other, as many as there is room for, removed joints as x', () => {
    const [titles, ...lines] = drawSkeleton(smallSkeleton(), [[1, 0, 1, 2]], 44, terminal);
    expect(titles.split(/\s{2,}/u)).toEqual(['step 1', 'step 2', 'step 3']);
    // One in each of two stills, and what it means.
    expect(lines.join('\n').match(/x/gu)).toHaveLength(2 + 1);
    expect(drawSkeleton(smallSkeleton(), [], 20, terminal)[0]).toBe('step 1');
  });
});

describe('drawPicture', () => {
  it('draws two rows per line, from dark to bright', () => {
    expect(drawPicture(picture, [], plain, 80)).toEqual(['  @@', '  @@']);
  });

  it('marks what is removed, and only that', () => {
    expect(drawPicture(picture, [[0, 0, 2, 2]], plain, 80)).toEqual(['xx@@', '  @@']);
  });

  it('shrinks what is too wide', () => {
    expect(drawPicture(picture, [], plain, 2)).toEqual([' @']);
  });

  it('draws half blocks in the colours of both rows', () => {
    const [first] = drawPicture({ ...picture, width: 1, height: 2, pixels: Uint8Array.from([0, 255]) }, [], colour, 80);
    expect(first).toBe('\u001b[38;2;0;0;0m\u001b[48;2;255;255;255m▀\u001b[39;49m');
  });

  it('reads three channels', () => {
    const red = { height: 2, width: 1, channels: 3, pixels: Uint8Array.from([200, 0, 0, 0, 100, 0]) };
    expect(drawPicture(red, [], colour, 80)[0]).toContain('38;2;200;0;0m\u001b[48;2;0;100;0m');
  });

  it('draws an odd last row', () => {
    expect(drawPicture({ ...picture, height: 3 }, [], plain, 80)).toHaveLength(2);
  });

  it('reads the pixels of a message', () => {
    const view = { height: 1, width: 2, channels: 1, pixels: Buffer.from([7, 255]).toString('base64') };
    expect([...pictureOf(view).pixels]).toEqual([7, 255]);
  });
});

describe('drawClasses', () => {
  const classes = Uint8Array.from([0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 2, 2, 0, 0, 0, 0]);
  const size = { height: 4, width: 4 };

  it('draws a symbol per class without colours, as large as a picture, and says what they stand for', () => {
    expect(drawClasses(classes, size, plain, 80)).toEqual(['..11', '2222']);
    expect(drawClasses(classes, size, plain, 2)).toEqual(['.1']);
    expect(classLegendText(['ground', 'car'], plain)).toBe('. ground  1 car');
  });

  it('draws them in the colours of report and window', () => {
    const [first] = drawClasses(classes, size, colour, 80);
    expect(first).toBe([0, 0, 1, 1].map((own) => colour.colours('▀', classColour(own), classColour(own))).join(''));
    expect(classLegendText(['ground'], colour)).toContain(`48;2;${classColour(0).join(';')}m`);
  });
});

describe('drawWords', () => {
  it('strikes words out', () => {
    expect(drawWords(['a', 'red', 'shoe'], new Set([1]), plain)).toBe('a [-red-] shoe');
    expect(drawWords(['a', 'red'], new Set([1]), colour)).toBe('a \u001b[31m\u001b[9mred\u001b[29m\u001b[39m');
  });

  it('obeys no escape sequence of the data', () => {
    const drawn = drawWords(['\u001b[2J', '\u202eevil', 'a\nb'], new Set(), plain);
    expect(drawn).toBe(String.raw`\x1b[2J \u{202e}evil a\nb`);
  });
});

describe('probabilities', () => {
  it('are a softmax that does not overflow', () => {
    expect(softmax([1000, 1000])).toEqual([0.5, 0.5]);
    expect(softmax([0, Math.log(3)]).map((share) => share.toFixed(6))).toEqual(['0.250000', '0.750000']);
  });

  it('fill a bar in eighths', () => {
    expect(bar(0, 4)).toBe('    ');
    expect(bar(1, 4)).toBe('████');
    expect(bar(0.5, 4)).toBe('██  ');
    expect(bar(1 / 32, 4)).toBe('▏   ');
    expect(bar(2, 4)).toBe('████');
  });

  it('show the most probable first and never leave the true class out', () => {
    const lines = drawProbabilities([3, 2, 1, 0], { classes: ['a', 'b', 'c', 'd'] }, 3, plain, 2);
    expect(lines.map((line) => line.slice(0, 3))).toEqual(['  a', '  b', '* d']);
  });
});

describe('sideBySide', () => {
  it('keeps the columns when one block is shorter', () => {
    expect(
      sideBySide(
        [
          { title: 'a', width: 3, lines: ['111', '222'] },
          { title: 'b', width: 3, lines: ['333'] },
        ],
        1,
      ),
    ).toEqual(['a   b', '111 333', '222']);
  });
});

describe('drawTrace', () => {
  const trace: AttackTrace = {
    sample: {
      id: 's-1',
      row: 0,
      split: 'test',
      label: 1,
      group: 'g',
      values: {
        image: { ...picture, kind: 'image', pixels: Buffer.from(picture.pixels).toString('base64') },
        text: { kind: 'text', words: ['a', 'red', 'shoe'] },
      },
    },
    classes: ['no', 'yes'],
    steps: [
      { stage: 'clean', regions: [], prediction: { logits: [0, 2], predicted: 1 }, hit: false },
      ...Array.from({ length: 5 }, (_, word) => ({
        stage: 'search' as const,
        regions: [{ kind: 'text' as const, modality: 'text', word: word % 3 }],
        prediction: { logits: [0, 1], predicted: 1 },
        hit: word === 1,
      })),
      {
        stage: 'combination',
        regions: [
          { kind: 'text', modality: 'text', word: 1 },
          { kind: 'image', modality: 'image', box: [0, 0, 2, 2] },
        ],
        prediction: { logits: [1, 0], predicted: 0 },
        hit: true,
      },
    ],
    found: {
      regions: [
        { kind: 'text', modality: 'text', word: 1 },
        { kind: 'image', modality: 'image', box: [0, 0, 2, 2] },
      ],
      share: { removed: { image: 4, text: 1 }, legacyRemoved: 4 },
      attacked: { logits: [1, 0], predicted: 0 },
      displacement: null,
      decidable: true,
      necessary: ['text'],
      fills: {},
    },
  };
  const terminal = createTerminal({ write: () => true, columns: 100 }, { write: () => true }, {});

  it('tells the whole attack without a control character', () => {
    const text = drawTrace(trace, 24, terminal).join('\n');
    // eslint-disable-next-line no-control-regex
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
    expect(text).toContain('a [-red-] shoe');
    expect(text).toContain('xx@@');
    expect(text).toContain('(5 queries, 1 hit)');
    expect(text).toContain('“red”, 2×2 px at (0, 0)');
    const sentence = text.replaceAll('\n', ' ');
    expect(sentence).toContain('25.0\u00a0% of the image (4 of 16), 33.3\u00a0% of the text (1 of 3)');
    expect(sentence).toContain('this is a weakness of the model');
  });

  it('counts the queries it leaves out and keeps the last one', () => {
    const text = drawTrace(trace, 2, terminal).join('\n');
    expect(text).toContain('3 queries not shown');
    expect(text).toMatch(/^. {4}5 {2}“red”/m);
  });

  it('of a value draws the answers themselves, and what is right: no bars of a share', () => {
    const said = (answer: number, predicted: number) => ({ logits: [answer], predicted });
    const answers = [said(8.25, 0), ...Array.from({ length: 5 }, () => said(8.5, 0)), said(11.5, 2)];
    const text = drawTrace(
      {
        ...trace,
        classes: ['sum'],
        target: { kind: 'value', unit: '', range: [0, 18], tolerance: 1 },
        sample: { ...trace.sample, label: 0, value: 8 },
        steps: trace.steps.map((step, at) => ({ ...step, prediction: answers[at] })),
        found: trace.found && { ...trace.found, attacked: answers[6] },
      },
      24,
      terminal,
    ).join('\n');
    expect(text).toMatch(/Before the attack {2}\(right is 8, an answer is right that is at most 1 off\)\n {2}8\.25$/mu);
    expect(text).toMatch(/1 {2}“a”\s+8\.5 {2}within 1$/mu);
    expect(text).toMatch(/1 {2}“red”, 2×2 px at \(0, 0\)\s+11\.5 {2}too high$/mu);
    expect(text).toMatch(/After the attack\n {2}11\.5$/mu);
    expect(text).not.toMatch(/█|\u00a0%\s+(?:within|too)/u);
  });

  it('of a set marks what holds', () => {
    const text = drawTrace(
      {
        ...trace,
        classes: ['car', 'box'],
        target: { kind: 'labels' },
        sample: { ...trace.sample, label: 3 },
        steps: trace.steps.map((step) => ({ ...step, prediction: { logits: [2, 2], predicted: 3 } })),
        found: null,
      },
      24,
      terminal,
    ).join('\n');
    expect(text).toContain('(* holds; more than 50 % is answered)');
    expect(text).toMatch(/^\* car .*88\.1/mu);
    expect(text).toMatch(/^\* box .*88\.1/mu);
    expect(text).toMatch(/1 {2}“a”.*car \+ box$/mu);
  });

  it('says that failing to find is no proof', () => {
    const text = drawTrace({ ...trace, found: null, steps: trace.steps.slice(0, 6) }, 24, terminal).join('\n');
    expect(text).toContain('Nothing found');
    expect(text.replaceAll('\n', ' ')).toContain('This is no proof that none does.');
  });
});
