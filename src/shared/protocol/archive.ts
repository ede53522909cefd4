import { z } from 'zod';
import { ArchivedFile, ArchivedName, pieceBytes } from '../runs/archived-file';

const none = z.strictObject({});

/** Requests by which runs leave the lab in an archive, and come into it; a part of the protocol. */
export const archiveRequests = {
  /**
   * Files of runs as they go into an archive: description, data manifest, records, events, descriptions of their models
   * and, where wished for, the weights that are there: of trained models, of models made elsewhere their graphs and
   * vocabularies, and pretrained ones that trainings begin from. `conflict` for a run in the queue, `unsupported` for too much.
   */
  'archive.files': {
    writes: false,
    params: z.strictObject({ runs: z.array(z.string()).max(10_000), weights: z.boolean() }),
    result: z.strictObject({ files: z.array(ArchivedFile) }),
  },
  /** A part of such a file, as base64; less than a piece at its end. */
  'archive.read': {
    writes: false,
    params: z.strictObject({ name: ArchivedName, offset: z.int().min(0) }),
    result: z.strictObject({ base64: z.string() }),
  },
  /**
   * Begins to take runs out of an archive; what another one left half taken is dropped. `conflict` for a run that is
   * here with other content; one that is here with the same is not asked for.
   */
  'archive.open': {
    writes: true,
    params: z.strictObject({ files: z.array(ArchivedFile).max(100_000) }),
    result: z.strictObject({ arrival: z.string(), wanted: z.array(ArchivedName) }),
  },
  /** The next part of a file that is wanted. */
  'archive.write': {
    writes: true,
    params: z.strictObject({
      arrival: z.string(),
      name: ArchivedName,
      base64: z.string().max(Math.ceil(pieceBytes / 3) * 4),
    }),
    result: none,
  },
  /**
   * Puts what has arrived in its place: all of it, or nothing where something does not fit its checksum or is no run
   * (`damaged`). The runs note that they came from elsewhere.
   */
  'archive.take': {
    writes: true,
    params: z.strictObject({
      arrival: z.string(),
      /** Name of the archive, for people. */
      from: z.string().max(200),
    }),
    result: z.strictObject({ runs: z.array(z.string()) }),
  },
  'archive.drop': { writes: true, params: z.strictObject({ arrival: z.string() }), result: none },
} as const;
