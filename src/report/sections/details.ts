import { optionalSections } from '../../shared/reports/report-sections';
import { decimal, listOf } from '../../analysis/format';
import type { RemovalQueries } from '../../analysis/measures/removal';
import { amount, attackedWords, share } from '../cell-text';
import { cells, left, right, type Block, type Section, type TableCell } from '../document';
import { glossary } from '../glossary';
import { classRateTables } from './class-rates';
import { allRemovals, removalsUnder, type Context } from './context';
import { encodingBlocks } from './encodings';
import { groupedBySetting } from './grouped-by-setting';

/** Further measures that need their reading beside them. */
export function detailsSection(context: Context): Section | null {
  const ofRemovals = removalTables(context);
  const blocks = [...ofRemovals, ...encodingBlocks(context.models), ...classRateTables(context)];
  if (blocks.length === 0) return null;
  const terms = ofRemovals.length === 0 ? [] : [glossary.query];
  return { id: 'details', title: optionalSections.details, terms, blocks };
}

function removalTables(context: Context): readonly Block[] {
  const measured = allRemovals(context);
  if (measured.length === 0) return [];
  const modalities = context.input.analysis.data.modalities.map(({ id }) => id);
  return [
    {
      kind: 'table',
      caption: 'What the removals do to the fused embedding, and what they cost',
      columns: [
        left('model'),
        right('shift of z'),
        right('arg max z moved'),
        right('queries asked'),
        right('to find + to combine'),
        right('rows computed'),
        right('removed, released code’s count'),
      ],
      rows: groupedBySetting(measured, ({ model, measures: { displacement, queries, legacyMean } }) => [
        { text: model.title },
        amount(displacement?.cosineDistance),
        share(displacement?.argmaxMoved),
        amount(queries.logical),
        { text: `${decimal(queries.search.value)} + ${decimal(queries.combination.value)}` },
        amount(queries.evaluated),
        share(legacyMean),
      ]),
      note: `z is the fused embedding, what the head sees; its shift is 1 − cos(z, z′), over the successes. Queries are means per attacked sample (${attackedWords(context.models)}), counted as a one-by-one search would ask them, to find parts that matter and to combine them; rows computed are what it really took, as answers are shared. The last column repeats a counting error of the released code (last removed part only), for comparison with its figures.`,
    },
    {
      kind: 'table',
      caption: 'Encodings made for the removals',
      columns: [left('model'), ...modalities.map((id) => right(`${id} (as whole)`))],
      rows: groupedBySetting(measured, ({ model, measures: { queries } }) => [
        { text: model.title },
        ...modalities.map((id) => encodedRows(id in queries.encoded ? queries.encoded[id] : null)),
      ]),
      note: 'Means per attacked sample. Of the rows computed, only inputs with something removed are encoded anew, and equal ones once. In brackets: as many encodings of a whole input take as many multiplications, since some are computed only where the removal reaches.',
    },
    {
      kind: 'table',
      caption: `Answers changed by removing all of one input (${listOf(modalities)})`,
      columns: [left('model'), ...modalities.map((id) => right(`all of the ${id}`))],
      rows: removalsUnder(context, context.mainRemoval).map(({ model, measures }) =>
        cells(
          model.title,
          ...modalities.map((id) => share(id in measures.wholeModality ? measures.wholeModality[id] : null)),
        ),
      ),
      note: `Over the samples attacked (${attackedWords(context.models)}). A model whose answers hardly change when an input is gone makes little use of it, or can read the same from the other.`,
    },
  ];
}

function encodedRows(counts: RemovalQueries['encoded'][string] | null): TableCell {
  return { text: counts === null ? '–' : `${decimal(counts.rows.value)} (${decimal(counts.wholeRows.value)})` };
}
