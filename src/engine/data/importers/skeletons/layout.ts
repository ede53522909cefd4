/** Which joints a skeleton has, and how its clips become samples. */
import { z } from 'zod';
import { readContained } from '../../../files/contained-file';
import { MissingFile, quoted, RowProblem } from '../../../files/row-problem';

const FILE = 'layout.json';
const LARGEST = 2 ** 20;

/** Steps that clips are brought to, as the released code of UmURL has it. */
const usualSteps = 64;

const Name = z.string().trim().min(1).max(60);
/** What `layout.json` may say; all of it in place of NTU RGB+D's own. */
const Layout = z.strictObject({
  /** Names of the joints, in the order of the array. */
  joints: z.array(Name).min(1).max(200).optional(),
  /** A joint and the one that its bone comes from; joints of no bone are roots. */
  bones: z.array(z.tuple([Name, Name])).optional(),
  /** Names of the coordinates; the second one points upwards. */
  coordinates: z.array(Name).min(2).max(3).default(['x', 'y', 'z']),
  /** The second coordinate grows downwards, as in pictures: it is turned round. */
  downwards: z.boolean().default(false),
  /** Bodies that are read of those in the array; absent: all. */
  bodies: z.int().min(1).max(4).optional(),
  /** Order of the axes, where their sides do not tell it. */
  axes: z.enum(['NCTVM', 'NMTVC']).optional(),
  steps: z.int().min(2).max(300).default(usualSteps),
  /** Which rows test, told by the names of NTU RGB+D’s clips, where no file says so. */
  split: z.enum(['cross-subject', 'cross-view', 'cross-setup']).optional(),
});

export interface SkeletonLayout extends Omit<z.infer<typeof Layout>, 'joints' | 'bones'> {
  readonly joints: readonly string[];
  /** Of every joint the one that its bone comes from; a root is its own. Null: not known. */
  readonly parents: readonly number[] | null;
}

/** The 25 joints of Kinect, as NTU RGB+D has them, and the bones that UmURL's released code pairs them by. */
const NTU: readonly (readonly [joint: string, parent: string])[] = [
  ['base of spine', 'middle of spine'],
  ['middle of spine', 'spine at shoulders'],
  ['neck', 'spine at shoulders'],
  ['head', 'neck'],
  ['left shoulder', 'spine at shoulders'],
  ['left elbow', 'left shoulder'],
  ['left wrist', 'left elbow'],
  ['left hand', 'left wrist'],
  ['right shoulder', 'spine at shoulders'],
  ['right elbow', 'right shoulder'],
  ['right wrist', 'right elbow'],
  ['right hand', 'right wrist'],
  ['left hip', 'base of spine'],
  ['left knee', 'left hip'],
  ['left ankle', 'left knee'],
  ['left foot', 'left ankle'],
  ['right hip', 'base of spine'],
  ['right knee', 'right hip'],
  ['right ankle', 'right knee'],
  ['right foot', 'right ankle'],
  ['spine at shoulders', 'spine at shoulders'],
  ['tip of left hand', 'left thumb'],
  ['left thumb', 'left hand'],
  ['tip of right hand', 'right thumb'],
  ['right thumb', 'right hand'],
];

/** The layout of a folder: what its `layout.json` says, or NTU RGB+D's. @throws RowProblem for a file that says something else */
export async function layoutIn(root: string): Promise<SkeletonLayout> {
  const found = Layout.safeParse(await jsonIn(root));
  if (!found.success) {
    const [{ path, message }] = found.error.issues;
    throw new RowProblem(`${quoted(FILE)} is not as it should be at ${quoted(path.join('.'))}: ${message}`);
  }
  const { joints: named, bones, ...rest } = found.data;
  if (named === undefined) {
    if (bones !== undefined) throw new RowProblem(`${quoted(FILE)} has bones and no joints. Name the joints too.`);
    const joints = NTU.map(([joint]) => joint);
    return { ...rest, joints, parents: NTU.map(([, parent]) => joints.indexOf(parent)) };
  }
  if (new Set(named).size < named.length) throw new RowProblem(`${quoted(FILE)} names a joint twice.`);
  return { ...rest, joints: named, parents: bones === undefined ? null : parentsOf(named, bones) };
}

function parentsOf(joints: readonly string[], bones: readonly (readonly [string, string])[]): readonly number[] {
  const parents = joints.map((_, joint) => joint);
  for (const [joint, parent] of bones) {
    const [at, from] = [joints.indexOf(joint), joints.indexOf(parent)];
    if (at === -1 || from === -1) {
      throw new RowProblem(`${quoted(FILE)} has a bone of ${quoted(at === -1 ? joint : parent)}, which is no joint.`);
    }
    if (parents[at] !== at) throw new RowProblem(`${quoted(FILE)} has two bones that end in ${quoted(joint)}.`);
    parents[at] = from;
  }
  for (const start of parents.keys()) {
    let at = start;
    for (let hop = 0; parents[at] !== at; hop += 1) {
      if (hop > joints.length) {
        throw new RowProblem(`${quoted(FILE)} has bones that go round in a circle by ${quoted(joints[start])}.`);
      }
      at = parents[at];
    }
  }
  return parents;
}

async function jsonIn(root: string): Promise<unknown> {
  let bytes: Uint8Array;
  try {
    bytes = await readContained(root, FILE, LARGEST);
  } catch (error) {
    if (error instanceof MissingFile) return {};
    throw error;
  }
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch {
    throw new RowProblem(`${quoted(FILE)} is no JSON.`);
  }
}
