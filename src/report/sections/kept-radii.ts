import { decimal, listOf, percent } from '../../analysis/format';
import type { Checked, KeptRadii, Limits, RadiusCurve, Unproven } from '../../analysis/measures/kept-radii';
import { keptCurves, type KeptLine } from '../charts/kept-curves';
import type { ChosenModels } from '../charts/style';
import { cells, left, right, type Block, type Row } from '../document';
import type { Context } from './context';

interface Measured {
  readonly title: string;
  readonly radii: KeptRadii;
}

/**
 * Small changes that a model itself keeps its answers under: what is proven, and apart from it what is estimated.
 *
 * @param chosen the models that charts show; null: the first
 */
export function keptRadiiBlocks({ models }: Context, chosen: ChosenModels | null = null): readonly Block[] {
  const measured = models.flatMap(({ title, keptRadii }) => keptRadii.map((radii): Measured => ({ title, radii })));
  if (measured.length === 0) return [];
  const sets = setsOf(measured);
  // Where the lead of no sample exceeds what is lost to rounding, a chart would show nothing.
  const proven = measured.filter(
    ({ radii }) => typeof radii.proven !== 'string' && radii.proven.some(({ largest }) => largest !== null),
  );
  return [
    {
      kind: 'text',
      text: 'The logits of these models are sums over their inputs, so that the lead of the label over every other class, divided by how fast the inputs can lower it, is a radius: the l2 of changes that keep the answer. It holds for the model itself. It is in the unit of the attacks with small changes: values from 0 to 1, of a text the embeddings of its words; several inputs together are one ball, √ of the sum of their squares, as of attacks with equal radii in one joint ball. Inputs in different units have no total that ranks them: read those alone.',
    },
    provenTable(measured, sets),
    ...(proven.length === 0
      ? []
      : sets.map((ids, index) =>
          keptCurves('proven', `proven-${String(index)}`, setWords(ids), provenLines(proven, ids), chosen),
        )),
    estimatedTable(measured, sets),
    ...sets.map((ids, index) =>
      keptCurves(
        'estimated',
        `estimated-${String(index)}`,
        setWords(ids),
        measured.flatMap(({ title, radii }) => lineOf(title, radii.estimated, ids)),
        chosen,
      ),
    ),
    checkedTable(measured),
    preferenceTable(measured),
  ];
}

function provenTable(measured: readonly Measured[], sets: readonly (readonly string[])[]): Block {
  return {
    kind: 'table',
    caption: 'Proven radius (l2): median, and largest of any sample',
    columns: columnsOf(sets),
    rows: measured.map(({ title, radii: { proven } }) =>
      typeof proven === 'string'
        ? cells(title, ...sets.map(() => `none: ${unprovenWords[proven]}`))
        : radiiRow(title, proven, sets),
    ),
    note: 'Lower bounds: no change that is smaller, whoever looks for it, alters the answer of the network as float32 computes it. From bounds of the norms of its weights and of all its roundings. Over all samples, those answered wrongly, or led by no more than roundings may make up, having none (–). Zero or small does not say that an attack exists.',
  };
}

const unprovenWords: Readonly<Record<Unproven, string>> = {
  encoders: 'no bound of an encoder',
  arithmetic: 'roundings of this device not known (on WebAssembly they are)',
};

function estimatedTable(measured: readonly Measured[], sets: readonly (readonly string[])[]): Block {
  return {
    kind: 'table',
    caption: 'Estimated radius (l2), no proof: median, and largest of any sample',
    columns: columnsOf(sets),
    rows: measured.map(({ title, radii: { estimated } }) => radiiRow(title, estimated, sets)),
    note: 'An estimate, from the steepest slopes that were seen on training samples: attacks may need less, or more.',
  };
}

function checkedTable(measured: readonly Measured[]): Block {
  return {
    kind: 'table',
    caption: 'Attacks of this study within these radii: changed answers of changed samples',
    columns: [left('model'), right('within what is proven'), right('within the estimate')],
    rows: measured.map(({ title, radii: { proofChecked, estimateChecked } }) =>
      cells(title, proofChecked === null ? '–' : checkedWords(proofChecked), checkedWords(estimateChecked)),
    ),
    note: 'Changes in l2 or l1 that the attacks ended with. Within what is proven no answer may change; one that does voids the proof. Within an estimate it may: then the estimate was too large.',
  };
}

function checkedWords({ within, changed }: Checked): string {
  return within === 0 ? 'none lay there' : `${decimal(changed)} of ${decimal(within)}`;
}

/** Which modality is preferred, and which is vulnerable: in figures. */
function preferenceTable(measured: readonly Measured[]): Block {
  const isJoint = measured.some(({ radii }) => radii.margins !== null);
  return {
    kind: 'table',
    caption: 'Which input is preferred, and which is vulnerable',
    columns: [
      left('model'),
      left('input'),
      right('share of the lead'),
      right('fastest, estimate'),
      right('fastest, proven'),
      right('estimated radius'),
      right('proven radius'),
      ...(isJoint ? [right('margin ζ'), right('factor c')] : []),
    ],
    rows: measured.flatMap(({ title, radii }): readonly Row[] => {
      const { modalities, leadShares, limitedBy, right: count, estimated, proven, margins } = radii;
      return [
        { kind: 'group', title: preferenceWords(title, radii) },
        ...modalities.map((id) =>
          cells(
            title,
            id,
            leadShares === null ? '–' : percent(leadShares[id]),
            `${decimal(limitedBy.estimated[id])} of ${decimal(count)}`,
            limitedBy.proven === null ? '–' : `${decimal(limitedBy.proven[id])} of ${decimal(count)}`,
            radiusWords(curveFor(estimated, [id])),
            typeof proven === 'string' ? '–' : radiusWords(curveFor(proven, [id])),
            ...(isJoint
              ? [
                  margins === null ? '–' : decimal(margins[id].margin),
                  margins === null ? '–' : decimal(margins[id].factor),
                ]
              : []),
          ),
        ),
      ];
    }),
    note: `Of the samples that are answered correctly. Share of the lead: what an input adds to the label’s lead over its closest rival, of what all inputs add. Fastest: for how many the input has the larger slope towards the class that the joint radius ends at, by slopes seen in training and by proven ones, which are loose where an encoder is deep. Radii are medians over all samples, of that input changed alone. As units differ, slopes and radii of different kinds of input do not rank them by themselves: look at the attacks on each alone, too.${isJoint ? ' ζ and c: of one linear head over all inputs, the distance of an input’s encoding to its own boundary towards the closest rival, and what a unit of it adds to the lead; means. A preferred input has a large c, and leaves the other a small ζ.' : ''}`,
  };
}

/**
 * `crmt: prefers the text (71 %); the image is the vulnerable one (…)`, where estimate and proof, if there is one, agree: a
 * proven slope may be large for want of a better proof.
 */
export function preferenceWords(
  title: string,
  {
    modalities,
    leadShares,
    limitedBy,
    right: count,
  }: Pick<KeptRadii, 'modalities' | 'leadShares' | 'limitedBy' | 'right'>,
): string {
  if (leadShares === null) return `${title}: no sample is answered correctly`;
  const most = (values: Readonly<Record<string, number>>): string =>
    modalities.reduce((best, id) => (values[id] > values[best] ? id : best));
  const preferred = most(leadShares);
  const { proven, estimated } = limitedBy;
  const fastest = (by: Limits): string => `in ${decimal(by[most(by)])} of ${decimal(count)}`;
  const vulnerable =
    proven === null
      ? `by the estimate the ${most(estimated)} is the vulnerable one (lowers it fastest ${fastest(estimated)})`
      : most(proven) === most(estimated)
        ? `the ${most(proven)} is the vulnerable one (lowers it fastest ${fastest(estimated)} by the estimate, ${fastest(proven)} by the proof)`
        : `which is the vulnerable one is open: by the estimate the ${most(estimated)} lowers it fastest (${fastest(estimated)}), by the looser proof the ${most(proven)} (${fastest(proven)}); attacks on each alone tell`;
  return `${title}: prefers the ${preferred} (${percent(leadShares[preferred])} of the lead); ${vulnerable}`;
}

function columnsOf(sets: readonly (readonly string[])[]) {
  return [left('model'), ...sets.map((ids) => right(setWords(ids)))];
}

function radiiRow(title: string, curves: readonly RadiusCurve[], sets: readonly (readonly string[])[]): Row {
  return cells(title, ...sets.map((ids) => radiusWords(curveFor(curves, ids))));
}

function radiusWords(curve: RadiusCurve | undefined): string {
  if (curve === undefined) return 'not read';
  const { median, largest } = curve;
  return largest === null ? '–' : `${sized(median)} (${sized(largest)})`;
}

function sized(radius: number | null): string {
  if (radius === null) return '–';
  return Number.isFinite(radius) ? decimal(radius) : 'any';
}

function provenLines(measured: readonly Measured[], ids: readonly string[]): readonly KeptLine[] {
  return measured.flatMap(({ title, radii: { proven } }) =>
    typeof proven === 'string' ? [] : lineOf(title, proven, ids),
  );
}

function lineOf(title: string, curves: readonly RadiusCurve[], ids: readonly string[]): readonly KeptLine[] {
  const curve = curveFor(curves, ids);
  return curve === undefined ? [] : [{ title, curve }];
}

function curveFor(curves: readonly RadiusCurve[], ids: readonly string[]): RadiusCurve | undefined {
  return curves.find(({ modalities }) => same(modalities, ids));
}

/** All together first, then each alone; of models that read different inputs, each set once. */
function setsOf(measured: readonly Measured[]): readonly (readonly string[])[] {
  const all = measured.flatMap(({ radii }) => radii.estimated.map(({ modalities }) => modalities));
  return all.filter((ids, index) => all.findIndex((other) => same(other, ids)) === index);
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}

function setWords(ids: readonly string[]): string {
  return ids.length === 1 ? `${ids[0]} alone` : `${listOf(ids)} together`;
}
