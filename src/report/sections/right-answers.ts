import { rightAnswers, rightAnswersNote } from '../../analysis/right-answers';
import { marked } from '../../analysis/void-mark';
import { share } from '../cell-text';
import { cells, left, right, type Table } from '../document';
import type { Context } from './context';

/** Conditions abreast that a printed page has room for. */
const most = 6;

/** Studies of many models: each on a line, with what is left of its right answers under everything; else nothing. */
export function rightAnswersTables({ input: { analysis } }: Context): readonly Table[] {
  const answers = rightAnswers(analysis);
  if (answers === null) return [];
  const { conditions, subjects } = answers;
  return Array.from({ length: Math.ceil(conditions.length / most) }, (_, index): Table => {
    const from = index * most;
    return {
      kind: 'table',
      caption: index === 0 ? 'Right answers of every model' : 'Right answers of every model, continued',
      columns: [left('model'), ...conditions.slice(from, from + most).map((title) => right(title))],
      rows: subjects.map(({ name, isVoid, shares }) =>
        cells(isVoid ? marked(name) : name, ...shares.slice(from, from + most).map(share)),
      ),
      note: rightAnswersNote,
    };
  });
}
