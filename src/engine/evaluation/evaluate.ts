/** Computes one micro-batch of a cell: the only door between studies and what is done to their samples. */
import { editsWords, removes, type AttackChoice } from '../../shared/attacks/attack';
import { isVoted } from '../../shared/certificates/certificate';
import { LabError } from '../../shared/errors';
import type { CertificateCell, EvaluatedCell } from '../../shared/plan/plan';
import type { CleanRecord, SampleRecord } from '../../shared/records/record';
import type { Dataset } from '../data/dataset';
import type { FusedModel } from '../models/fused-model';
import { recordLeads } from '../certificates/leads';
import { recordVotes } from '../certificates/record';
import { recordDegraded } from '../degradations/record';
import type { Pause } from '../pause';
import { recordEdits } from '../attacks/edit/record';
import { recordPerturbations } from '../attacks/gradient/record';
import { askedAgain } from '../attacks/asked-again';
import type { OnInput } from '../attacks/attack';
import { closeMicroBatch, openMicroBatch, type MicroBatch } from '../attacks/micro-batch';
import { recordRemovals } from '../attacks/removal/record';
import { embedSamples } from '../attacks/outputs';
import { refuseUnable } from '../attacks/requirements';
import { fusionFacts } from '../attacks/fusion-facts';
import { encodingSlopes } from './encoding-slopes';
import { recordPixels } from './pixels/record';
import { recordPixelVotes } from './pixels/votes';

export interface EvaluateRequest {
  readonly cell: EvaluatedCell;
  readonly model: FusedModel;
  /** See `AttackContext.source`. */
  readonly source?: FusedModel;
  readonly dataset: Dataset;
  readonly rows: readonly number[];
  /** Left out or null: not measured. */
  readonly rowsAtOnce?: number | null;
  readonly onInput?: OnInput;
  readonly pause: Pause;
}

/**
 * Records of one cell for some rows, in their order. Leaves no tensor behind.
 *
 * @throws LabError `unsupported` when the model cannot give what the attack needs, `cancelled`, or `internal` when the
 * no-op control fails or a model or an attack gives what is no finite number
 */
export async function evaluate(request: EvaluateRequest): Promise<readonly SampleRecord[]> {
  const { cell } = request;
  if (typeof request.model.pixels === 'number') {
    return cell.kind === 'certificate' ? recordPixelVotes(request, voted(cell)) : recordPixels({ ...request, cell });
  }
  const seed = cell.kind === 'clean' ? 0 : cell.seed;
  if (cell.kind === 'attack') refuseUnable(request.model, cell.attack);
  const batch = await openMicroBatch({ ...request, cell: cell.id, seed });
  try {
    return await recordsOf(batch, cell);
  } finally {
    closeMicroBatch(batch);
  }
}

async function recordsOf(batch: MicroBatch, cell: EvaluateRequest['cell']): Promise<readonly SampleRecord[]> {
  switch (cell.kind) {
    case 'clean': {
      const facts = await fusionFacts(batch.model, batch.samples, () => batch.encodings);
      const slopes = await encodingSlopes(batch.model, batch.samples, batch.encodings);
      const again = await askedAgain({
        ...batch,
        logits: batch.clean.logits,
        embeddingsOf: (rows) =>
          embedSamples(
            batch.model,
            rows.map((row) => batch.samples[row]),
          ),
      });
      return batch.samples.map((_, index) => ({
        kind: 'clean',
        ...batch.fields(index),
        again: again[index],
        ...slopesOf(slopes?.[index] ?? null),
        ...facts[index],
      }));
    }
    case 'degraded':
      return recordDegraded(batch, cell);
    case 'attack':
      return recordAttacked(batch, cell.attack, cell.budgetIndex);
    case 'certificate': {
      const { certificate, seed } = cell;
      return isVoted(certificate) ? recordVotes(batch, { certificate, seed }) : recordLeads(batch);
    }
    default:
      return cell satisfies never;
  }
}

function slopesOf(slopes: Readonly<Record<string, number>> | null): Pick<CleanRecord, 'encodingSlopes'> {
  return slopes === null ? {} : { encodingSlopes: slopes };
}

function recordAttacked(
  batch: MicroBatch,
  attack: AttackChoice,
  budgetIndex: number,
): Promise<readonly SampleRecord[]> {
  if (removes(attack)) return recordRemovals(batch, attack);
  if (editsWords(attack)) return recordEdits(batch, attack);
  return recordPerturbations(batch, attack, budgetIndex);
}

/** @throws LabError `unsupported` for a certificate that votes say nothing of */
function voted({ certificate, ...cell }: CertificateCell) {
  if (isVoted(certificate)) return { ...cell, certificate };
  throw new LabError('unsupported', `${certificate.name} is of one answer, and the model gives one for every pixel.`, {
    where: 'certificate',
    remedy: 'Choose one that counts votes.',
  });
}
