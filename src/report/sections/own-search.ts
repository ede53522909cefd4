import { countOf, interval, listOf, ratio } from '../../analysis/format';
import type { OwnSearch, RemovedDifference } from '../../analysis/measures/own-search';
import type { Estimate } from '../../analysis/statistics/estimate';
import { amount, points, share } from '../cell-text';
import { cells, left, right, type Block, type Row, type TableCell } from '../document';
import type { Context } from './context';
import { groupedBySetting } from './grouped-by-setting';

/** The lab's own search beside decoupling, and searches of few parts beside the least there is; none where not asked for. */
export function searchTables(context: Context): readonly Block[] {
  return [...ownSearchTable(context), ...minimumTable(context)];
}

function ownSearchTable({ models }: Context): readonly Block[] {
  const measured = models.flatMap((model) => model.ownSearches.map((own) => ({ model, own, setting: own.setting })));
  if (measured.length === 0) return [];
  const keys = [...new Set(measured.map(({ setting }) => setting.key))];
  return [
    {
      kind: 'table',
      caption: 'The lab’s own search beside decoupling: share removed, own − decoupling',
      columns: [
        left('model'),
        left('of the'),
        right('n'),
        right('where both succeed (points)'),
        right('n'),
        right('of all, failures as 100\u00a0% (points)'),
        right('queries, own'),
        right('queries, decoupling'),
      ],
      rows: keys.flatMap((key): Row[] => {
        const ofSetting = measured.filter(({ setting }) => setting.key === key);
        return [
          { kind: 'group', title: ofSetting[0].setting.title },
          ...ofSetting.flatMap(({ model, own }) =>
            differencesOf(own).map(({ of, difference }, index) =>
              cells(
                index === 0 ? model.title : '',
                of,
                index === 0 ? String(own.broken.both) : '',
                points(difference.both),
                index === 0 ? String(own.n) : '',
                points(difference.all),
                index === 0 ? amount(own.queries.own) : '',
                index === 0 ? amount(own.queries.rival) : '',
              ),
            ),
          ),
        ];
      }),
      note: `Paired by sample; below zero, the lab’s own search removes less. It is published nowhere, starts from nothing and is allowed no more queries on a sample than its setting says. ${listOf(
        measured.map(
          ({ model, own }) =>
            `${model.title}, ${own.setting.modalities.join(' + ')}: it breaks ${String(own.broken.own)} and decoupling ${String(own.broken.rival)} of ${countOf(own.n, 'sample')}`,
        ),
      )}.`,
    },
  ];
}

/** What differs, in the order of its rows: as a mean over several inputs, of each, of the whole. */
function differencesOf({
  mean,
  byModality,
  pooled,
}: OwnSearch): readonly { readonly of: string; readonly difference: RemovedDifference }[] {
  const each = Object.entries(byModality).map(([of, difference]) => ({ of, difference }));
  return each.length === 1
    ? each
    : [{ of: 'inputs, mean', difference: mean }, ...each, { of: 'whole', difference: pooled }];
}

function minimumTable({ models }: Context): readonly Block[] {
  const measured = models.flatMap((model) =>
    model.besideMinimum.map((beside) => ({ model, beside, setting: beside.setting })),
  );
  if (measured.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'Searches of few parts beside the least there is to remove',
      columns: [
        left('model'),
        right('can be broken'),
        right('least found'),
        right('removed ÷ least'),
        right('not broken'),
      ],
      rows: groupedBySetting(measured, ({ model, beside: { reached, ratio: over, missed } }) => [
        { text: model.title },
        { text: String(reached.n) },
        share(reached),
        times(over),
        { text: String(missed) },
      ]),
      note: 'Of the samples that some combination of the same cells and words breaks, as the exhaustive search tells: in how many a search finds the least, how many times the least it removes where it breaks the sample, and how many it does not break.',
    },
  ];
}

function times(estimate: Estimate): TableCell {
  return estimate.value === null ? { text: '–' } : { text: ratio(estimate.value), interval: interval(estimate, ratio) };
}
