import { encoderReads, encodersFor } from '../../shared/encoder-reads';
import { LabError } from '../../shared/errors';
import {
  isPlane,
  planeOf,
  type ModalityKind,
  type ModalitySpec,
  type ModalitySpecs,
  type Plane,
} from '../../shared/modality';
import { isImported, modalityIds, trainedRecipe, type Recipe, type TrainedRecipe } from '../../shared/recipe';
import { labelsPixels } from '../../shared/recipe-task';
import { fixedMlaWeights } from '../../shared/recipe/fusions';
import type { BodyStreams, EncoderChoice } from '../../shared/recipe/encoders';
import { faultsOf, refuse } from '../../shared/refusal';
import { fusionReason, pixelReasons } from '../../shared/planning/pixel-limits';
import { fusionLimit } from '../../shared/planning/target-limits';
import type { Target } from '../../shared/target';
import { oneOf } from '../../shared/wording';
import { encodingWidths } from './encoding-widths';
import { GROUPS } from './equilibrium/groups';

/**
 * Checks that a recipe fits the modalities of a data set.
 *
 * @param classes of the data set that the recipe tells apart; 0 where it labels no pixels and the recipe asks for them
 * @param where path of the recipe, as its author knows it: `plan.subjects[0].recipe`
 * @throws LabError `invalid` naming field, value and remedy
 */
export function checkRecipe(
  recipe: Recipe,
  modalities: ModalitySpecs,
  { classes, target }: { readonly classes: number; readonly target?: Target | undefined },
  where = 'recipe',
): void {
  if (isImported(recipe)) {
    refuse(modalityIds(recipe).flatMap((id) => strangerFaults(id, modalities, `${where}.encoders.${id}`)));
    return;
  }
  const trained = trainedRecipe(recipe);
  refuse([
    ...modalityIds(trained).flatMap((id) => encoderFaults(trained, id, modalities, `${where}.encoders.${id}`)),
    ...faultsOf(() => {
      checkFusion(trained, modalities, classes, where);
    }),
    ...pixelFaults(trained, modalities, classes, where),
    ...targetFaults(trained, target, where),
  ]);
}

/** Fusions that are made of one class of several. */
function targetFaults({ fusion }: TrainedRecipe, target: Target | undefined, where: string): readonly LabError[] {
  const reason = fusionLimit(fusion.name, target);
  return reason === null
    ? []
    : [
        new LabError('invalid', `is "${fusion.name}", which ${reason}.`, {
          where: `${where}.fusion.name`,
          remedy: 'Give "concat", or another that does not.',
        }),
      ];
}

/** What keeps a recipe from answering for every pixel. */
function pixelFaults(
  recipe: TrainedRecipe,
  modalities: ModalitySpecs,
  classes: number,
  where: string,
): readonly LabError[] {
  if (!labelsPixels(recipe)) return [];
  const fault = (place: string, message: string, remedy: string): LabError =>
    new LabError('invalid', message, { where: `${where}.${place}`, remedy });
  const entries = Object.entries(recipe.encoders).filter(([id]) => Object.hasOwn(modalities, id));
  const depths = entries.flatMap(([, choice]) => (choice.name === 'cnn' ? [choice.channels.length] : []));
  const depth = Math.max(...depths);
  return [
    ...(classes === 0
      ? [fault('head.name', `is "pixels", but ${pixelReasons.head}.`, 'Give "mlp", or data with a label map.')]
      : []),
    ...(fusionReason(recipe.fusion.name, true) === null
      ? []
      : [
          fault(
            'fusion.name',
            `is "${recipe.fusion.name}", which ${pixelReasons.fusion}.`,
            'Give "concat", which joins them at every scale.',
          ),
        ]),
    ...entries.flatMap(([id, choice]) => {
      const place = `encoders.${id}`;
      if (choice.name !== 'cnn') {
        return [fault(`${place}.name`, `is "${choice.name}", which ${pixelReasons.encoder}.`, 'Give "cnn".')];
      }
      const spec = modalities[id];
      if (spec.kind !== 'image') {
        return [fault(place, `reads ${spec.kind}, which has no pixels to answer for.`, 'Leave it out.')];
      }
      const { height, width } = spec;
      const least = 2 ** (choice.channels.length - 1);
      if (choice.channels.length !== depth) {
        return [
          fault(
            `${place}.channels`,
            `has ${choice.channels.length} entries where another encoder has ${depth}: their maps cannot be joined.`,
            'Give all encoders equally many.',
          ),
        ];
      }
      return height % least === 0 && width % least === 0
        ? []
        : [
            fault(
              `${place}.channels`,
              `has ${choice.channels.length} entries, but the image’s ${height}×${width} pixels cannot be halved ${choice.channels.length - 1} times.`,
              'Give fewer entries.',
            ),
          ];
    }),
  ];
}

function encoderFaults(
  { encoders }: TrainedRecipe,
  id: string,
  modalities: ModalitySpecs,
  where: string,
): readonly LabError[] {
  const strangers = strangerFaults(id, modalities, where);
  if (strangers.length > 0) return strangers;
  return faultsOf(() => {
    checkEncoder(encoders[id], id, modalities[id], where);
  });
}

function strangerFaults(id: string, modalities: ModalitySpecs, where: string): readonly LabError[] {
  if (Object.hasOwn(modalities, id)) return [];
  const remedy = `Give ${oneOf(Object.keys(modalities))}.`;
  return [new LabError('invalid', `is not a modality of the data set.`, { where, remedy })];
}

function checkEncoder(choice: EncoderChoice, id: string, spec: ModalitySpec, where: string): void {
  if (!encoderReads[choice.name].includes(spec.kind)) {
    throw new LabError('invalid', `is "${choice.name}", which does not read ${spec.kind} such as "${id}".`, {
      where: `${where}.name`,
      remedy: `Give ${oneOf(encodersFor(spec.kind))}.`,
    });
  }
  switch (choice.name) {
    case 'cnn':
    case 'residual-cnn':
      checkPooling(choice.channels, spec.kind, pictured(spec), where);
      return;
    case 'patch-tokens':
      refuse([
        ...faultsOf(() => {
          checkPatch(choice.patch, spec.kind, pictured(spec), where);
        }),
        ...faultsOf(() => {
          checkHeads(choice, where);
        }),
      ]);
      return;
    case 'mean-words':
    case 'mlp':
    case 'raw-steps':
    case 'gru':
    case 'temporal-cnn':
      return;
    case 'umurl':
      checkBones(choice.streams, spec, where);
      return;
    case 'word-transformer':
    case 'step-tokens':
      checkHeads(choice, where);
      return;
    default:
      choice satisfies never;
  }
}

/** Bones need to know which joints they join. */
function checkBones(streams: BodyStreams, spec: ModalitySpec, where: string): void {
  if (streams === 'joint' || streams === 'motion') return;
  if (spec.kind === 'skeleton' && spec.parents !== undefined) return;
  throw new LabError('invalid', `is "${streams}", but these data do not say which joints a bone joins.`, {
    where: `${where}.streams`,
    remedy: 'Give "joint" or "motion", or data that name the parent of each joint.',
  });
}

function checkFusion(recipe: TrainedRecipe, modalities: ModalitySpecs, classes: number, path: string): void {
  const choice = recipe.fusion;
  const where = `${path}.fusion`;
  switch (choice.name) {
    case 'token-transformer':
    case 'mult':
      checkHeads(choice, where);
      return;
    case 'deq':
      checkGroups(choice.width, where);
      return;
    case 'crmt':
      checkDepth(recipe, path);
      if (choice.orthogonal) checkRows(recipe, modalities, classes, path);
      return;
    case 'mla':
      checkFixedWeights(recipe, where);
      // Hidden layers, of which every input has its own, bring encodings to one width.
      if (recipe.head.name === 'linear') checkWidths(recipe, modalities, path, sharedHeadWidths);
      return;
    case 'unis-mmc':
      checkContrast(recipe, modalities, path);
      return;
    case 'concat':
    case 'product':
    case 'gated':
    case 'low-rank-tensor':
    case 'late':
    case 'qmf':
      return;
    default:
      choice satisfies never;
  }
}

function checkHeads({ heads, width }: { readonly heads: number; readonly width: number }, where: string): void {
  if (width % heads === 0) return;
  throw new LabError('invalid', `is ${heads}, which does not divide the width ${width}.`, {
    where: `${where}.heads`,
    remedy: `Give ${oneOf(divisors(width).filter((divisor) => divisor <= 16))}.`,
  });
}

function checkGroups(width: number, where: string): void {
  if (width % GROUPS === 0) return;
  const below = width - (width % GROUPS);
  throw new LabError('invalid', `is ${width}, which ${GROUPS} groups cannot share.`, {
    where: `${where}.width`,
    remedy: `Give a multiple of ${GROUPS}, such as ${below === 0 ? GROUPS : below}.`,
  });
}

/** A row of an orthogonal classifier for each class, all at right angles and with mean zero, needs that much room. */
function checkRows(recipe: TrainedRecipe, modalities: ModalitySpecs, classes: number, path: string): void {
  const { head } = recipe;
  const places =
    head.name === 'mlp'
      ? [{ width: head.hidden, what: '', where: `${path}.head.hidden` }]
      : encodingWidths(recipe, modalities, path);
  const remedy = `Give ${classes + 1} or more.`;
  refuse(
    places
      .filter(({ width }) => width <= classes)
      .map(
        ({ width, what, where }) =>
          new LabError(
            'invalid',
            `is ${what}${width}, which has no room for ${classes} orthogonal classes, as "crmt" needs.`,
            { where, remedy: what === '' ? remedy : 'Give another encoder.' },
          ),
      ),
  );
}

/** Of more than one hidden layer no slope is proven. */
function checkDepth({ head }: TrainedRecipe, path: string): void {
  if (head.name !== 'deep') return;
  throw new LabError('invalid', 'is "deep", but "crmt" reads encodings by one hidden layer at most.', {
    where: `${path}.head.name`,
    remedy: 'Give "linear" or "mlp".',
  });
}

function checkFixedWeights({ fusion, encoders }: Recipe, where: string): void {
  const count = Object.keys(encoders).length;
  if (fusion.name !== 'mla' || fusion.weights !== 'fixed' || count in fixedMlaWeights) return;
  throw new LabError('invalid', `is "fixed", but the released weights are of two or three inputs, not of ${count}.`, {
    where: `${where}.weights`,
    remedy: 'Give "entropy" or "mean".',
  });
}

const sharedHeadWidths = {
  why: 'which a linear head cannot share, as "mla" has it',
  otherwise: 'or the head "mlp", whose hidden layer brings all to one width',
};

/** Encodings of one width, which the first of them by name gives. */
function checkWidths(
  recipe: TrainedRecipe,
  modalities: ModalitySpecs,
  path: string,
  { why, otherwise }: { readonly why: string; readonly otherwise: string },
): void {
  const [first, ...others] = encodingWidths(recipe, modalities, path);
  refuse(
    others
      .filter(({ width }) => width !== first.width)
      .map(
        ({ width, what, where }) =>
          new LabError('invalid', `is ${what}${width} where that of "${first.id}" is ${first.width}, ${why}.`, {
            where,
            remedy: `Give ${what === '' ? String(first.width) : 'another encoder'}, ${otherwise}.`,
          }),
      ),
  );
}

function checkContrast(recipe: TrainedRecipe, modalities: ModalitySpecs, path: string): void {
  const { fusion } = recipe;
  if (fusion.name !== 'unis-mmc' || fusion.contrast === 0) return;
  if (!fusion.unimodal) {
    throw new LabError('invalid', 'is false, but the contrast asks which inputs are right by themselves.', {
      where: `${path}.fusion.unimodal`,
      remedy: 'Give true, or "contrast" 0.',
    });
  }
  checkWidths(recipe, modalities, path, {
    why: 'between which there is no angle, as the contrast of "unis-mmc" asks for',
    otherwise: 'or "contrast" 0',
  });
}

/** What is read like a picture, which has been checked before. */
function pictured(spec: ModalitySpec): Plane {
  if (isPlane(spec)) return planeOf(spec);
  throw new Error(`${spec.kind} is no picture.`);
}

/** What a picture is called, and what its places are. */
function pictureWords(kind: ModalityKind): { readonly whole: string; readonly places: string } {
  return kind === 'audio' ? { whole: 'spectrogram', places: 'cells' } : { whole: 'image', places: 'pixels' };
}

function checkPatch(patch: number, kind: ModalityKind, { height, width }: Plane, where: string): void {
  if (height % patch === 0 && width % patch === 0) return;
  const fitting = divisors(height).filter((divisor) => width % divisor === 0 && divisor <= 64);
  const { whole, places } = pictureWords(kind);
  throw new LabError('invalid', `is ${patch}, which does not divide the ${whole}’s ${height}×${width} ${places}.`, {
    where: `${where}.patch`,
    remedy: `Give ${oneOf(fitting)}.`,
  });
}

function checkPooling(channels: readonly number[], kind: ModalityKind, { height, width }: Plane, where: string): void {
  const most = Math.floor(Math.log2(Math.min(height, width)));
  if (channels.length <= most) return;
  const { whole, places } = pictureWords(kind);
  throw new LabError(
    'invalid',
    `has ${channels.length} entries, each of which halves the ${whole}’s ${height}×${width} ${places}: nothing is left.`,
    { where: `${where}.channels`, remedy: `Give at most ${most} ${most === 1 ? 'entry' : 'entries'}.` },
  );
}

function divisors(value: number): readonly number[] {
  return Array.from({ length: value }, (_, index) => index + 1).filter((divisor) => value % divisor === 0);
}
