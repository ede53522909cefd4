import { optionalSections } from '../../shared/reports/report-sections';
import { attackedWords, markedCell, noteWithMarks, points, share } from '../cell-text';
import { classSuccessChart } from '../charts/class-success';
import { withVoidNote } from '../charts/void-note';
import { controlCurves, modalityCurves } from '../charts/success-curves';
import { cells, left, right, type Block, type Row, type Section } from '../document';
import { glossary } from '../glossary';
import { allRemovals, removalsUnder, type Context } from './context';
import { fillTables } from './fills';
import { groupedBySetting } from './grouped-by-setting';
import { searchTables } from './own-search';

/** Most models drawn in one panelled chart; beyond, a chart cannot be read. */
const mostPanels = 6;
/** Up to so many classes, success per class is a table. */
const fewClasses = 3;

export function removalSection(context: Context): Section | null {
  const { mainRemoval } = context;
  const measured = removalsUnder(context, mainRemoval);
  if (mainRemoval === null || measured.length === 0) return null;
  const drawn = measured.slice(0, mostPanels);
  const models = drawn.map(({ model }) => model);
  const blocks: Block[] = [
    withVoidNote(controlCurves('success-curve', mainRemoval.title, drawn), models),
    withVoidNote(modalityCurves('modality-curve', mainRemoval.title, mainRemoval.modalities, drawn), models),
  ];
  if (measured.length > drawn.length) {
    blocks.push({
      kind: 'text',
      text: `The charts show the first ${String(drawn.length)} of ${String(measured.length)} models; the tables show all.`,
    });
  }
  const byClass = withVoidNote(classSuccessChart('class-success', mainRemoval.title, drawn), models);
  // A few bars say less than their numbers do.
  blocks.push(
    removedTable(context),
    context.input.analysis.data.classes.length <= fewClasses ? byClass.table : byClass,
    controlsTable(context),
    ...searchTables(context),
    ...fillTables(context),
  );
  const terms = [
    glossary.removedShare,
    glossary.area,
    glossary.fill,
    ...(context.input.analysis.data.oracle === null ? [] : [glossary.decidable]),
  ];
  return { id: 'removal', title: optionalSections.removal, terms, blocks };
}

/** Removed shares in every reading: a mean over successes says nothing without the failures beside it. */
function removedTable(context: Context): Block {
  const measured = allRemovals(context);
  const oracle = context.input.analysis.data.oracle !== null;
  const keys = [...new Set(measured.map(({ setting }) => setting.key))];
  return {
    kind: 'table',
    caption: 'Share removed, of each input and of the whole',
    roomy: !oracle,
    columns: [
      left('model'),
      right('n'),
      left('of the'),
      right('mean of successes'),
      right('median of successes'),
      right('mean, failures as 100\u00a0%'),
      ...(oracle ? [right('… decidable only')] : []),
    ],
    rows: keys.flatMap((key): Row[] => {
      const own = measured.filter(({ setting }) => setting.key === key);
      return [
        { kind: 'group', title: own[0].setting.title },
        ...own.flatMap(({ model, measures, setting }) => [
          ...setting.modalities.map((id, index) =>
            cells(
              index === 0 ? model.title : '',
              index === 0 ? `${String(measures.successRate.hits)} / ${String(measures.attacked)}` : '',
              id,
              markedCell(share(measures.byModality[id].meanOverSuccesses), measures),
              markedCell(share(measures.byModality[id].medianOverSuccesses), measures),
              markedCell(share(measures.byModality[id].meanOverAll), measures),
              ...(oracle ? ['–'] : []),
            ),
          ),
          cells(
            '',
            '',
            'whole',
            markedCell(share(measures.pooled.meanOverSuccesses), measures),
            markedCell(share(measures.pooled.medianOverSuccesses), measures),
            markedCell(share(measures.pooled.meanOverAll), measures),
            ...(oracle ? [markedCell(share(measures.decidableMeanOverAll), measures)] : []),
          ),
        ]),
      ];
    }),
    note: noteWithMarks(
      'n: successes / samples attacked. For the whole input, the mean with failures as 100\u00a0% equals the area above the curve in the chart; the last column also counts a success as a failure where the deciding evidence was removed.',
      context.models,
    ),
  };
}

function controlsTable(context: Context): Block {
  const measured = allRemovals(context);
  const noOp = Math.max(0, ...measured.map(({ measures }) => measures.controls.noOp.largestLogitChange));
  return {
    kind: 'table',
    caption: 'Controls of the removal attacks',
    columns: [
      left('model'),
      right('attack'),
      right('random removal'),
      right('attack − random (points)'),
      right('random search'),
      right('attack − search (points)'),
      right('search removes more by (points)'),
    ],
    rows: groupedBySetting(measured, ({ model, measures }) => {
      const { successRate, controls } = measures;
      return [
        { text: model.title },
        ...[
          share(successRate),
          share(controls.randomRemoval.successRate),
          points(controls.randomRemoval.difference),
          share(controls.randomSearch.successRate),
          points(controls.randomSearch.difference),
          points(controls.randomSearch.removalDifference),
        ].map((figure) => markedCell(figure, measures)),
      ];
    }),
    note: noteWithMarks(
      `Over the samples attacked (${attackedWords(context.models)}). Random removal takes away the same shapes elsewhere. Random search asks as many queries with the same sizes at random places and keeps the smallest change; “removes more” is of the whole input, failures as all of it. Differences are paired by sample. Check: removing nothing changes a logit by ${noOp === 0 ? '0' : noOp.toExponential(1)} at most (should be about 0).`,
      context.models,
    ),
  };
}
