import { decimal } from '../../analysis/format';
import { canonicalJson } from '../../shared/identity';
import { fillOf as fillFieldOf } from '../../shared/data/modality';
import { share } from '../cell-text';
import { cells, left, right, type Block, type Row } from '../document';
import { allRemovals, type Context } from './context';
import { groupedBySetting } from './grouped-by-setting';

/** What the fill has to do with it: the attack under each fill it was given, and its removals under all others. */
export function fillTables(context: Context): readonly Block[] {
  return [...attackedAnew(context), ...sameRemoval(context)];
}

type Removal = ReturnType<typeof allRemovals>[number];

/** Success of attacks that differ in nothing but the fill; no table where there are none. */
function attackedAnew(context: Context): readonly Block[] {
  const measured = allRemovals(context);
  const alike = new Map<string, readonly Removal[]>();
  for (const removal of measured) {
    const key = canonicalJson({ ...removal.setting.choice, fills: null });
    alike.set(key, [...(alike.get(key) ?? []), removal]);
  }
  const groups = [...alike.values()].filter((own) => new Set(own.map((one) => fillOf(one, context))).size > 1);
  const fills = [...new Set(groups.flat().map((one) => fillOf(one, context)))];
  if (fills.length === 0) return [];
  return [
    {
      kind: 'table',
      caption: 'Attack success rate under each fill, attacked anew',
      columns: [left('model'), ...fills.map((fill) => right(fill))],
      rows: groups.flatMap((own): Row[] => [
        { kind: 'group', title: `Removals of ${own[0].setting.modalities.join(' + ')}` },
        ...context.models.map((model) =>
          cells(
            model.title,
            ...fills.map((fill) =>
              share(own.find((one) => one.model === model && fillOf(one, context) === fill)?.measures.successRate),
            ),
          ),
        ),
      ]),
      note: 'The attack searches again with each fill, so a success that only another fill shows is found too. What all fills show is owed to the missing information, not to the fill.',
    },
  ];
}

/** What takes the place of the parts that an attack may remove. */
function fillOf({ setting: { choice, modalities } }: Removal, { input }: Context): string {
  return modalities.map((id) => choice.fills[fillFieldOf[input.dataset.modalities[id].kind].field]).join(' + ');
}

function sameRemoval(context: Context): readonly Block[] {
  const measured = allRemovals(context);
  const fills = [...new Set(measured.flatMap(({ measures }) => measures.byFill.map(({ fill }) => fill)))].sort();
  if (fills.length === 0) return [];
  const touched = [...new Set(fills.map(modalityOf))];
  return [
    {
      kind: 'table',
      caption: 'Same removal, other fill: does the answer still change?',
      columns: [
        left('model'),
        ...touched.map((modality) => right(`n ${modality}`)),
        ...fills.map((fill) => right(fill.replace(':', ', '))),
        right('one fill only'),
      ],
      rows: groupedBySetting(measured, ({ model, measures }) => [
        { text: model.title },
        ...touched.map((modality) => ({
          text: decimal(measures.byFill.find(({ fill }) => modalityOf(fill) === modality)?.flips.n ?? null),
        })),
        ...fills.map((fill) => share(measures.byFill.find((own) => own.fill === fill)?.flips)),
        share(measures.oneFillOnly),
      ]),
      note: 'Share of the successes that touch the input, n of them; what an attack under the other fill would find is not in it. A change under one fill only may be a reaction to an unfamiliar patch rather than to missing information.',
    },
  ];
}

/** `image:black` → `image`. */
function modalityOf(fill: string): string {
  return fill.slice(0, fill.lastIndexOf(':'));
}
