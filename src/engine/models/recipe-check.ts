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
import { modalityIds, type Recipe } from '../../shared/recipe';
import type { EncoderChoice } from '../../shared/recipe/encoders';
import { faultsOf, refuse } from '../../shared/refusal';
import { oneOf } from '../../shared/wording';
import { GROUPS } from './equilibrium/groups';

/**
 * Checks that a recipe fits the modalities of a data set.
 *
 * @param classes of the data set
 * @param where path of the recipe, as its author knows it: `plan.subjects[0].recipe`
 * @throws LabError `invalid` naming field, value and remedy
 */
export function checkRecipe(recipe: Recipe, modalities: ModalitySpecs, classes: number, where = 'recipe'): void {
  refuse([
    ...modalityIds(recipe).flatMap((id) => encoderFaults(recipe, id, modalities, `${where}.encoders.${id}`)),
    ...faultsOf(() => {
      checkFusion(recipe, classes, where);
    }),
  ]);
}

function encoderFaults(
  { encoders }: Recipe,
  id: string,
  modalities: ModalitySpecs,
  where: string,
): readonly LabError[] {
  if (!Object.hasOwn(modalities, id)) {
    const remedy = `Give ${oneOf(Object.keys(modalities))}.`;
    return [new LabError('invalid', `is not a modality of the data set.`, { where, remedy })];
  }
  return faultsOf(() => {
    checkEncoder(encoders[id], id, modalities[id], where);
  });
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
      return;
    case 'word-transformer':
    case 'step-tokens':
      checkHeads(choice, where);
      return;
    default:
      choice satisfies never;
  }
}

function checkFusion(recipe: Recipe, classes: number, path: string): void {
  const choice = recipe.fusion;
  const where = `${path}.fusion`;
  switch (choice.name) {
    case 'token-transformer':
      checkHeads(choice, where);
      return;
    case 'deq':
      checkGroups(choice.width, where);
      return;
    case 'crmt':
      checkRows(recipe, classes, path);
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
function checkRows({ encoders, head }: Recipe, classes: number, path: string): void {
  const places =
    head.name === 'mlp'
      ? [{ width: head.hidden, where: `${path}.head.hidden` }]
      : Object.entries(encoders).map(([id, { width }]) => ({ width, where: `${path}.encoders.${id}.width` }));
  const remedy = `Give ${classes + 1} or more.`;
  refuse(
    places
      .filter(({ width }) => width <= classes)
      .map(
        ({ width, where }) =>
          new LabError(
            'invalid',
            `is ${width}, which has no room for ${classes} orthogonal classes, as "crmt" needs.`,
            { where, remedy },
          ),
      ),
  );
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
