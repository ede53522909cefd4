import { z } from 'zod';
import { DatasetName } from '../data/dataset';
import { DeviceInfo, DeviceOrder } from '../device';
import { LARGEST_WORKSPACE, StoredWorkspace } from '../window/stored-workspace';
import { LabSize, TrashEntry } from '../window/trash';

const none = z.strictObject({});
/** Names what was moved into the trash, for `trash.restore`. */
const Trashed = z.strictObject({ trash: z.string() });

/** Requests about the engine, its devices, the lab folder, its trash and the workspace kept in it. */
export const labRequests = {
  'engine.hello': {
    writes: false,
    params: none,
    result: z.strictObject({ appVersion: z.string(), pid: z.int(), lab: z.string(), labId: z.string().nullable() }),
  },
  /** The ladder, best first. While work is under way nothing is started or measured that would slow it down. */
  'devices.list': {
    writes: false,
    params: z.strictObject({ measure: z.boolean() }),
    result: z.strictObject({ devices: z.array(DeviceInfo), busy: z.boolean() }),
  },
  /** What begins from now on is computed on these. Nothing changes unless each is there and passes its self-test. */
  'devices.choose': { writes: false, params: z.strictObject({ devices: DeviceOrder }), result: none },
  /** Whether programs of the user's own are asked from now on; a study under way keeps to what held when it began. */
  'predictors.allow': { writes: false, params: z.strictObject({ allowed: z.boolean() }), result: none },
  /** The device that long work is done on; null before any was done. Nothing is started or tested to answer it. */
  'devices.used': { writes: false, params: none, result: DeviceInfo.nullable() },
  /** Makes a folder for what the host brings of a person's own files, to be imported from there. Gone when the lab is opened anew. */
  'drops.begin': { writes: true, params: none, result: z.strictObject({ drop: z.uuid(), folder: z.string() }) },
  /** Removes it; does nothing where it is gone. */
  'drops.remove': { writes: true, params: z.strictObject({ drop: z.uuid() }), result: none },
  /**
   * Into the trash of the lab. `conflict` for what is in the queue, a model that a run needs, and data that a model or a
   * run needs.
   */
  'runs.remove': { writes: true, params: z.strictObject({ run: z.string() }), result: Trashed },
  'models.remove': { writes: true, params: z.strictObject({ model: z.string() }), result: Trashed },
  'data.remove': { writes: true, params: z.strictObject({ dataset: DatasetName }), result: Trashed },
  'trash.list': { writes: false, params: none, result: z.array(TrashEntry) },
  /** Brings a thing back to its place. */
  'trash.restore': { writes: true, params: z.strictObject({ id: z.string() }), result: none },
  /** Deletes what is in the trash, for good. */
  'trash.empty': { writes: true, params: none, result: none },
  /** What the lab folder holds, and how much of the disk it takes. */
  'lab.describe': { writes: false, params: none, result: LabSize },
  /** Removes what can be made again; refused while there is work in the queue. */
  'lab.clearCaches': { writes: true, params: none, result: none },
  /** What the window keeps in the lab folder; null before the first write. */
  'workspace.read': { writes: false, params: none, result: StoredWorkspace.nullable() },
  /** `conflict` when `base` is not the newest revision (null: there is none yet). At most 4 MiB of JSON text. */
  'workspace.write': {
    writes: true,
    params: z.strictObject({ base: z.int().min(1).nullable(), content: z.string().max(LARGEST_WORKSPACE) }),
    result: StoredWorkspace.pick({ revision: true }),
  },
} as const;
