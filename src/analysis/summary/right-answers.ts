import { percentNumberInColumn } from '../format';
import { rightAnswersNote, type RightAnswers } from '../right-answers';
import { marked } from '../void-mark';
import type { Estimate } from '../statistics/estimate';
import { columns, textLines } from './lines';

/** Many models, a line each, in percent without intervals, for which there is no room: how wide these are is told below. */
export function rightAnswersTable(answers: RightAnswers): readonly string[] {
  const { conditions, subjects } = answers;
  const titles = subjects.map(({ name, isVoid }) => (isVoid ? marked(name) : name));
  const cells = subjects.map(({ shares }) => shares.map(({ value }) => percentNumberInColumn(value)));
  const numbers = conditions.map((_, index) => String(index + 1));
  const width = Math.max(5, ...cells.flat().map(({ length }) => length));
  const room = columns - conditions.length * (width + 2);
  const name = Math.max(12, Math.min(room, Math.max(...titles.map(({ length }) => length))));
  const row = (title: string, own: readonly string[]): readonly string[] => {
    const [first = '', ...rest] = textLines(title, name);
    return [
      [first.padEnd(name), ...own.map((cell) => cell.padStart(width))].join('  ').trimEnd(),
      ...rest.map((line) => `  ${line}`),
    ];
  };
  return [
    ...conditions.flatMap((title, index) => textLines(`  (${numbers[index]}) ${title}`)),
    '',
    ...row(
      'in percent',
      numbers.map((number) => `(${number})`),
    ),
    ...subjects.flatMap((_, index) => row(titles[index], cells[index])),
    ...textLines(`${rightAnswersNote(answers)} ${widest(subjects.flatMap(({ shares }) => shares))}`),
  ];
}

/** The table has no room for intervals, but nobody should read it without knowing how wide they are. */
function widest(shares: readonly Estimate[]): string {
  const widths = shares.flatMap(({ low, high }) => (low === null || high === null ? [] : [(high - low) / 2]));
  return widths.length === 0
    ? ''
    : `The 95 % intervals, which the report has, reach up to ${(100 * Math.max(...widths)).toFixed(1)} points to each side.`;
}
