import { encoderReads, encodersFor } from '../../shared/recipe/encoder-reads';
import { LabError } from '../../shared/errors';
import { isPlane, planeOf, type ModalityKind, type ModalitySpec, type Plane } from '../../shared/data/modality';
import type { BodyStreams, EncoderChoice } from '../../shared/recipe/encoders';
import { faultsOf, refuse } from '../../shared/refusal';
import { oneOf } from '../../shared/text/wording';
import { checkHeads, divisors } from './heads-check';

/** @throws LabError `invalid` for an encoder that does not read such a modality, or not of these sizes */
export function checkEncoder(choice: EncoderChoice, id: string, spec: ModalitySpec, where: string): void {
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
