import { z } from 'zod';

const run = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const model = '[0-9a-f]{12}';
const ofImported = 'model\\.onnx|model\\.tfjs|files/[0-9a-f]{64}';
const ofRun = `(?:run\\.json|dataset\\.json|records\\.jsonl|inputs\\.jsonl|events\\.jsonl|log\\.jsonl|models/${model}\\.json)`;

/**
 * Name of a file of runs in a project archive: `runs/ID/records.jsonl`, `runs/ID/models/SHORT.json` (the description of a
 * model as the run has it), `weights/SHORT.safetensors`, and `adapters/SHORT.safetensors` beside those of a model that has
 * some; of a model made elsewhere `imported/SHORT/model.onnx` or `model.tfjs`, and `imported/SHORT/files/SHA256` of each
 * vocabulary, whose name only its description tells; of pretrained weights `pretrained/SHORT/weights.json` and
 * `weights.safetensors`. Leads nowhere else.
 */
export const ArchivedName = z
  .string()
  .regex(
    new RegExp(
      `^(?:runs/${run}/${ofRun}|(?:weights|adapters)/${model}\\.safetensors|imported/${model}/(?:${ofImported})|pretrained/${model}/weights\\.(?:json|safetensors))$`,
      'u',
    ),
  );

/** Bytes that a file in an archive may have: either end holds one of them in memory. */
export const largestArchivedFile = 256 * 1024 * 1024;
/** Bytes that a log in an archive may have: a longer one is not exported, as a run is whole without it. */
export const largestArchivedLog = 16 * 1024 * 1024;
/** Bytes of all files in an archive, unpacked; a window holds the whole archive, packed. */
export const largestArchive = 1024 * 1024 * 1024;
/** Bytes of a file that are sent at once. */
export const pieceBytes = 1024 * 1024;

/** A file of runs in a project archive, and what it has to be to be the one that was exported. */
export const ArchivedFile = z.strictObject({
  name: ArchivedName,
  bytes: z.int().min(0).max(largestArchivedFile),
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
});
export type ArchivedFile = z.infer<typeof ArchivedFile>;
