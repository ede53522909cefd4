/** A body of fifteen joints, posed by the angles of its limbs: forward kinematics, in metres. */

/** Every joint and the one that its bone comes from; the pelvis is its own. */
const BONES = [
  ['pelvis', 'pelvis'],
  ['neck', 'pelvis'],
  ['head', 'neck'],
  ['left shoulder', 'neck'],
  ['left elbow', 'left shoulder'],
  ['left wrist', 'left elbow'],
  ['right shoulder', 'neck'],
  ['right elbow', 'right shoulder'],
  ['right wrist', 'right elbow'],
  ['left hip', 'pelvis'],
  ['left knee', 'left hip'],
  ['left ankle', 'left knee'],
  ['right hip', 'pelvis'],
  ['right knee', 'right hip'],
  ['right ankle', 'right knee'],
] as const;
export type Joint = (typeof BONES)[number][0];

export const JOINTS: readonly Joint[] = BONES.map(([joint]) => joint);
export const PARENTS: readonly number[] = BONES.map(([, parent]) => JOINTS.indexOf(parent));

export type Side = 'left' | 'right';
/** Right, up, and to where the body looks when nothing is turned. */
export type Vector = readonly [x: number, y: number, z: number];
/** Of every joint, in their order. */
export type Skeleton = readonly Vector[];

/** Lengths of bones, in metres. */
export interface Body {
  readonly trunk: number;
  readonly head: number;
  /** From the middle of the body. */
  readonly shoulder: number;
  readonly hip: number;
  readonly upperArm: number;
  readonly forearm: number;
  readonly thigh: number;
  readonly shin: number;
}

/**
 * Angles of a limb, in radians; all 0: it hangs straight down. `flex`: raised forwards. `abduct`: raised to its side. `bend`:
 * of elbow or knee. `roll`: how far an elbow bends inwards in place of forwards; of no matter to a leg.
 */
export interface Limb {
  readonly flex: number;
  readonly abduct: number;
  readonly bend: number;
  readonly roll: number;
}

export interface Pose {
  /** Of the trunk: forwards, to the left, and turned to the left. */
  readonly lean: number;
  readonly tilt: number;
  readonly twist: number;
  /** Of the head, forwards. */
  readonly nod: number;
  readonly arms: Readonly<Record<Side, Limb>>;
  readonly legs: Readonly<Record<Side, Limb>>;
  /** How much of the weight each foot carries: what carries stays where it stands. */
  readonly weight: Readonly<Record<Side, number>>;
  /** Metres above the floor. */
  readonly lift: number;
}

export const hanging: Limb = { flex: 0, abduct: 0, bend: 0, roll: 0 };
export const standing: Pose = {
  lean: 0,
  tilt: 0,
  twist: 0,
  nod: 0,
  arms: { left: { ...hanging, abduct: 0.12, bend: 0.15 }, right: { ...hanging, abduct: 0.12, bend: 0.15 } },
  legs: { left: { ...hanging, abduct: 0.08 }, right: { ...hanging, abduct: 0.08 } },
  weight: { left: 0.5, right: 0.5 },
  lift: 0,
};

/** A body that can be posed: positions of joints are told from its pelvis when it stands. */
export interface PosableBody {
  posed(pose: Pose): Skeleton;
  /** That of one wrist alone, which takes less time. */
  wristOf(pose: Pose, side: Side): Vector;
}

export function posable(body: Body): PosableBody {
  const rest = { left: legOf(body, standing, 'left')[2], right: legOf(body, standing, 'right')[2] };
  /** Where the pelvis goes, so that feet that carry weight stay where they stand. */
  const moves = (pose: Pose, left: Vector, right: Vector): Vector => {
    const along = (axis: 0 | 1 | 2): number =>
      pose.weight.left * (rest.left[axis] - left[axis]) + pose.weight.right * (rest.right[axis] - right[axis]);
    return [along(0), along(1) + pose.lift, along(2)];
  };
  return {
    posed: (pose) => {
      const [left, right] = [legOf(body, pose, 'left'), legOf(body, pose, 'right')];
      const neck = neckOf(body, pose);
      const { nod } = pose;
      const head = sum(neck, withTrunk(pose, [0, body.head * Math.cos(nod), body.head * Math.sin(nod)]));
      const pelvis: Vector = [0, 0, 0];
      const arms = [...armOf(body, pose, neck, 'left'), ...armOf(body, pose, neck, 'right')];
      const move = moves(pose, left[2], right[2]);
      return [pelvis, neck, head, ...arms, ...left, ...right].map((joint) => sum(joint, move));
    },
    wristOf: (pose, side) => {
      const [, , wrist] = armOf(body, pose, neckOf(body, pose), side);
      return sum(wrist, moves(pose, legOf(body, pose, 'left')[2], legOf(body, pose, 'right')[2]));
    },
  };
}

/** Two axes of a forearm that turn with it: along it, and to where the elbow bends it; unit vectors. */
export function forearmAxes({ lean, tilt, twist, arms }: Pose, side: Side): readonly [along: Vector, bends: Vector] {
  const { along, bends } = lowerLimb(arms[side], side, 1);
  return [turned(along, lean, tilt, twist), turned(bends, lean, tilt, twist)];
}

function withTrunk({ lean, tilt, twist }: Pose, vector: Vector): Vector {
  return turned(vector, lean, tilt, twist);
}

function neckOf(body: Body, pose: Pose): Vector {
  return withTrunk(pose, [0, body.trunk, 0]);
}

/** Shoulder, elbow and wrist. */
function armOf(body: Body, pose: Pose, neck: Vector, side: Side): readonly [Vector, Vector, Vector] {
  const { upper, along } = lowerLimb(pose.arms[side], side, 1);
  const shoulder = sum(neck, withTrunk(pose, [sign(side) * body.shoulder, -0.04, 0]));
  const elbow = sum(shoulder, scaled(withTrunk(pose, upper), body.upperArm));
  return [shoulder, elbow, sum(elbow, scaled(withTrunk(pose, along), body.forearm))];
}

/** Hip, knee and ankle. */
function legOf(body: Body, { legs }: Pose, side: Side): readonly [Vector, Vector, Vector] {
  const { upper, along } = lowerLimb(legs[side], side, -1);
  const hip: Vector = [sign(side) * body.hip, 0, 0];
  const knee = sum(hip, scaled(upper, body.thigh));
  return [hip, knee, sum(knee, scaled(along, body.shin))];
}

/**
 * Directions of the upper and lower half of a limb, and the axis that the lower half turns towards.
 *
 * @param forwards 1 for elbows, −1 for knees, which bend the other way
 */
function lowerLimb(
  { flex, abduct, bend, roll }: Limb,
  side: Side,
  forwards: 1 | -1,
): Readonly<Record<'upper' | 'along' | 'bends', Vector>> {
  const s = sign(side);
  const upper: Vector = [s * Math.sin(abduct), -Math.cos(abduct) * Math.cos(flex), Math.cos(abduct) * Math.sin(flex)];
  const raised: Vector = [0, Math.sin(flex), Math.cos(flex)];
  const inwards: Vector = [
    -s * Math.cos(abduct),
    -Math.sin(abduct) * Math.cos(flex),
    Math.sin(abduct) * Math.sin(flex),
  ];
  const towards = sum(scaled(raised, forwards * Math.cos(roll)), scaled(inwards, Math.sin(roll)));
  return {
    upper,
    along: sum(scaled(upper, Math.cos(bend)), scaled(towards, Math.sin(bend))),
    bends: sum(scaled(upper, -Math.sin(bend)), scaled(towards, Math.cos(bend))),
  };
}

/** Leant forwards, then to the left, then turned to the left. */
function turned([x, y, z]: Vector, lean: number, tilt: number, twist: number): Vector {
  const [y1, z1] = rotated(y, z, lean);
  const [y2, x2] = rotated(y1, x, tilt);
  const [z3, x3] = rotated(z1, x2, twist);
  return [x3, y2, z3];
}

/** The first axis turned towards the second. */
export function rotated(first: number, second: number, angle: number): readonly [number, number] {
  return [first * Math.cos(angle) - second * Math.sin(angle), first * Math.sin(angle) + second * Math.cos(angle)];
}

/** The body's left is where x grows. */
function sign(side: Side): 1 | -1 {
  return side === 'left' ? 1 : -1;
}

function sum(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

function scaled([x, y, z]: Vector, factor: number): Vector {
  return [factor * x, factor * y, factor * z];
}
