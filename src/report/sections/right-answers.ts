import { percentNumberInColumn } from '../../analysis/format';
import { rightAnswersNote, widestWords } from '../../analysis/right-answers';
import { marked } from '../../analysis/void-mark';
import { points, share } from '../cell-text';
import { optionalSections } from '../../shared/reports/report-sections';
import { cells, left, right, type Block, type Table } from '../document';
import type { Context } from './context';

/** Conditions abreast that a printed page has room for. */
const most = 5;

/** Studies of many models: each on a line, with what is left of its right answers under everything; else nothing. */
export function rightAnswersTables({ input: { analysis } }: Context): readonly Table[] {
  const answers = analysis.rightAnswers;
  if (answers === null) return [];
  const { conditions, subjects, beside } = answers;
  const voids = new Set(subjects.filter(({ isVoid }) => isVoid).map(({ name }) => name));
  const named = (name: string): string => (voids.has(name) ? marked(name) : name);
  return abreast(conditions).flatMap(({ titles, of, continued }): readonly Table[] => [
    {
      kind: 'table',
      caption: `Right answers of every model${continued}`,
      columns: [left('model'), ...titles.map((title) => right(title))],
      rows: subjects.map(({ name, shares }) => cells(named(name), ...of(shares).map(share))),
      note: rightAnswersNote(answers),
    },
    {
      kind: 'table',
      caption: `Right answers beside those of the model that each is compared with, in points${continued}`,
      columns: [left('model'), left('beside'), ...titles.map((title) => right(title))],
      rows: beside.map(({ a, b, differences }) => cells(named(a), named(b), ...of(differences).map(points))),
      note: 'Paired by training seed and sample, of all samples; a dash where nothing may be said: one of the two is void or masks its gradients there, or the radius is latent, in embedding spaces of their own. Neither tested nor corrected for their number: of twenty differences that are none, one lies beyond its interval. What is tested stands under “Which is harder to break”.',
    },
  ]);
}

/** The same in short, for the verdict: all conditions abreast, by their numbers, in per cent without intervals. */
export function rightAnswersInShort({ input: { analysis } }: Context): readonly Block[] {
  const answers = analysis.rightAnswers;
  if (answers === null) return [];
  const { conditions, subjects } = answers;
  const numbered = (index: number): string => `(${String(index + 1)})`;
  return [
    { kind: 'heading', text: 'Right answers of every model' },
    { kind: 'text', text: `${conditions.map((title, index) => `${numbered(index)} ${title}`).join('; ')}.` },
    {
      kind: 'table',
      caption: 'Right answers of every model, in short',
      columns: [left('in per cent'), ...conditions.map((_, index) => right(numbered(index)))],
      rows: subjects.map(({ name, isVoid, shares }) =>
        cells(isVoid ? marked(name) : name, ...shares.map(({ value }) => percentNumberInColumn(value))),
      ),
      note: `${rightAnswersNote(answers)} ${widestWords(answers)} They stand, with differences, under “${optionalSections.numbers}”.`,
    },
  ];
}

interface Abreast {
  readonly titles: readonly string[];
  readonly of: <Item>(all: readonly Item[]) => readonly Item[];
  readonly continued: string;
}

function abreast(conditions: readonly string[]): readonly Abreast[] {
  return Array.from({ length: Math.ceil(conditions.length / most) }, (_, index) => {
    const of: Abreast['of'] = (all) => all.slice(index * most, (index + 1) * most);
    return { titles: of(conditions), of, continued: index === 0 ? '' : ', continued' };
  });
}
