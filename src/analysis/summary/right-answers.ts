import { percentNumberInColumn } from '../format';
import { rightAnswersNote, widestWords, type RightAnswers } from '../right-answers';
import { marked } from '../void-mark';
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
    ...textLines(`${rightAnswersNote(answers)} ${widestWords(answers)} They are in the report.`),
  ];
}
