import { optionalSections } from '../../shared/reports/report-sections';
import { markedCell, noteWithMarks, points, share } from '../cell-text';
import { cells, left, right, type Block, type Row, type Section } from '../document';
import type { Complementarity } from '../../analysis/measures/unimodal';
import { decimal, ratio } from '../../analysis/format';
import { majorityWords } from '../../analysis/majority';
import { informationLabel } from '../../analysis/measures/information';
import type { SingleSource } from '../../analysis/measures/single-source';
import { gapStandingOf } from '../../analysis/verdict/gap-standing';
import { glossary } from '../glossary';
import type { Context } from './context';
import { judgedOf, ratioBlocks, togetherBlocks, togetherTerms } from './inputs-together';
import { settlingBlocks } from './settling';
import { weighingBlocks } from './weighing';

/** Which input is to blame: what each contributes, and what attacking each alone does. */
export function inputsSection({ models, input: { analysis } }: Context): Section | null {
  const blocks: Block[] = [];
  if (models.some(({ fusion }) => fusion.unimodal.length > 0)) {
    const modalities = analysis.data.modalities.map(({ id }) => id);
    const informed = models.some(({ fusion }) => fusion.information !== null);
    blocks.push({
      kind: 'table',
      caption: 'What the inputs add to each other',
      columns: [
        left('model'),
        right('fused'),
        ...modalities.map((id) => right(`${id} alone`)),
        right('gain over best single (points)'),
        ...(informed ? [right('complementarity')] : []),
        left('reading'),
      ],
      rows: models.map(({ title, accuracy, fusion }) =>
        cells(
          title,
          share(accuracy),
          ...modalities.map((id) => share(fusion.unimodal.find(({ modality }) => modality === id)?.accuracy)),
          points(fusion.gain),
          ...(informed ? [ratio(fusion.information?.complementarity ?? null)] : []),
          readings[fusion.complementarity],
        ),
      ),
      note: `Accuracy on all ${decimal(analysis.data.n)} samples; ${majorityWords(analysis.data)}.${informed ? ` Complementarity: what each input adds to the other, of all they say of the label, (I(X;Y|Z) + I(Z;Y|X)) / I(X,Z;Y); ${informationLabel}. 0: redundant; above 1: synergy.` : ''}`,
    });
  }
  const fewer = [
    ...new Set(
      models
        .flatMap(({ fusion }) => fusion.restricted.filter(({ sees }) => sees.length > 1))
        .map(({ modality }) => modality),
    ),
  ];
  if (fewer.length > 0) {
    blocks.push({
      kind: 'table',
      caption: 'What is left of the answers without one input',
      columns: [left('model'), right('fused'), ...fewer.map((name) => right(name))],
      rows: models.map(({ title, accuracy, fusion }) =>
        cells(
          title,
          share(accuracy),
          ...fewer.map((name) => share(fusion.restricted.find(({ modality }) => modality === name)?.accuracy)),
        ),
      ),
      note: 'Models of the same recipe, trained without one of the inputs. Two inputs may say together what neither says alone.',
    });
  }
  const sources = models.flatMap((model) =>
    model.singleSource.flatMap((family) => family.sources.map((source) => ({ model, family, source }))),
  );
  if (sources.length > 0) {
    // Where no gap counts against the fusion, one sentence says what a column would repeat.
    const judged = sources.some(({ source }) => source.liability);
    blocks.push({
      kind: 'table',
      caption: 'One input attacked at a time',
      columns: [
        left('attack'),
        right('robust accuracy'),
        right('best model without this input'),
        right('gap, fused − that (points)'),
        ...(judged ? [left('holds more')] : []),
      ],
      rows: models.flatMap((model): Row[] => {
        const own = analysis.data.modalities.flatMap(({ id }) =>
          sources.filter((entry) => entry.model === model && entry.source.modality === id),
        );
        return own.length === 0
          ? []
          : [
              { kind: 'group', title: model.title },
              ...own.map(({ family, source }) =>
                cells(
                  family.sameUnits && family.worst?.modality === source.modality
                    ? `${source.setting.title} (weaker side)`
                    : source.setting.title,
                  markedCell(share(source.accuracy), judgedOf(model, source.setting)),
                  source.without === null ? '–' : share(source.without.accuracy),
                  source.gap === null ? '–' : markedCell(points(source.gap), judgedOf(model, source.setting)),
                  ...(judged ? [gapReading(source)] : []),
                ),
              ),
            ];
      }),
      note: noteWithMarks(
        [
          `Over all ${decimal(analysis.data.n)} samples. ${sources.some(({ family }) => family.sameUnits && family.worst !== null) ? 'Weaker side: of the inputs attacked by removals alone, the one where least is left. ' : ''}${sources.some(({ family }) => !family.sameUnits) ? 'Small changes name no weaker side where their radii have different units. ' : ''}Gap: robust accuracy minus that of the best model that never sees that input; whose interval holds 0 tells neither to hold more.`,
          ...(judged
            ? []
            : ['The task needs every input attacked here, so a gap below zero is no fault of the fusion.']),
        ].join(' '),
        models,
      ),
    });
  }
  blocks.push(...ratioBlocks(models), ...togetherBlocks(models), ...weighingBlocks(models), ...settlingBlocks(models));
  const terms = [
    glossary.modality,
    glossary.complementarity,
    glossary.single,
    ...(sources.length > 0 ? [glossary.singleSourceGap, glossary.robustAccuracy] : []),
    ...togetherTerms(models),
  ];
  return blocks.length === 0 ? null : { id: 'inputs', title: optionalSections.inputs, terms, blocks };
}

const readings: Readonly<Record<Complementarity, string>> = {
  synergy: 'needs its inputs together: without one, not clearly above chance',
  complementary: 'the inputs add to each other',
  redundant: 'no clear gain over the best input alone',
  unknown: 'cannot be told',
};

/** Who is the more robust: read off the gap as the verdict reads the least favourable of these, in fewer words. */
function gapReading({ gap, liability, modality, without }: SingleSource): string {
  if (gap === null || without === null) return 'no model without this input was trained';
  if (!liability) return `the task needs the ${modality}: no fault of the fusion`;
  const standing = gapStandingOf(gap);
  switch (standing) {
    case 'worse':
      return `the ${without.modality} alone`;
    case 'better':
      return 'the fused model';
    case 'undecided':
      return 'undecided';
    default:
      return standing satisfies never;
  }
}
