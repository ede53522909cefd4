/** What a camera that follows joints and a watch on the right wrist record of a moving body. */
import type { Random } from '../../random';
import { forearmAxes, JOINTS, rotated, type PosableBody, type Pose, type Vector } from './body-model';

/** Steps of the skeleton, and of the watch, which is faster. */
export const STEPS = 24;
export const WATCH_STEPS = 32;

/** A body in motion: its pose at every time, from 0 to 1 of a clip of so many seconds. */
export interface Motion {
  readonly body: PosableBody;
  readonly seconds: number;
  readonly poseAt: (time: number) => Pose;
}

/** From where the camera looks, in radians: around the body, and down on it. */
export interface View {
  readonly yaw: number;
  readonly pitch: number;
}

const GRAVITY = 9.81;
/** Standard deviation of where a joint is seen, in metres. */
const JOINT_NOISE = 0.04;
/** Per joint and step that a joint is lost from then on, for so many steps at most. */
const LOST = 0.04;
const LOST_FOR = 6;

/**
 * Joints over steps, [joint, step, coordinate]: metres to the camera's right, up, and towards it, from the pelvis of the first
 * step. A joint that is lost stays for some steps where it was last seen, as trackers report it.
 */
export function tracked({ body, poseAt }: Motion, { yaw, pitch }: View, random: Random): Float32Array {
  const values = new Float32Array(JOINTS.length * STEPS * 3);
  const frames = Array.from({ length: STEPS }, (_, step) => body.posed(poseAt(step / (STEPS - 1))));
  const [origin] = frames[0];
  const lostFor = new Uint8Array(JOINTS.length);
  for (let step = 0; step < STEPS; step += 1) {
    JOINTS.forEach((_joint, index) => {
      const at = (index * STEPS + step) * 3;
      // Drawn whether they are needed or not, so that what is lost changes no other number.
      const [isLost, steps] = [random.uniform() < LOST, 1 + random.below(LOST_FOR)];
      const noise = [random.normal(), random.normal(), random.normal()];
      if (lostFor[index] === 0 && isLost && step > 0) lostFor[index] = steps;
      if (lostFor[index] > 0) {
        lostFor[index] -= 1;
        values.copyWithin(at, at - 3, at);
        return;
      }
      const [x, y, z] = frames[step][index];
      const [forth, across] = rotated(z - origin[2], x - origin[0], yaw);
      const [up, towards] = rotated(y - origin[1], forth, pitch);
      [across, up, towards].forEach((value, axis) => {
        values[at + axis] = toThousandths(value + JOINT_NOISE * noise[axis]);
      });
    });
  }
  return values;
}

const WATCH_NOISE = 0.6;
const WATCH_BIAS = 0.3;
/** Metres per second squared that the watch can tell. */
const WATCH_RANGE = 40;

/**
 * What a watch on the right wrist feels, [step, axis] in metres per second squared: along the forearm towards the hand, to
 * where the elbow bends it, and across both. Gravity is part of it, as of any accelerometer; where the camera stands is not.
 * An acceleration is told from three places half a step apart: what is faster is smoothed away.
 */
export function worn({ body, seconds, poseAt }: Motion, random: Random): Float32Array {
  const values = new Float32Array(WATCH_STEPS * 3);
  const bias = [random.normal(), random.normal(), random.normal()].map((value) => WATCH_BIAS * value);
  const between = seconds / (2 * (WATCH_STEPS - 1));
  const places = Array.from({ length: 2 * WATCH_STEPS + 1 }, (_, at) =>
    body.wristOf(poseAt((at - 1) / (2 * (WATCH_STEPS - 1))), 'right'),
  );
  for (let step = 0; step < WATCH_STEPS; step += 1) {
    const time = step / (WATCH_STEPS - 1);
    const [before, now, after] = places.slice(2 * step, 2 * step + 3);
    const felt = now.map(
      (value, axis) => (before[axis] - 2 * value + after[axis]) / between ** 2 + (axis === 1 ? GRAVITY : 0),
    );
    const [along, bends] = forearmAxes(poseAt(time), 'right');
    [along, bends, cross(along, bends)].forEach((axis, index) => {
      const value = axis.reduce((sum, part, at) => sum + part * felt[at], 0);
      const measured = value + bias[index] + WATCH_NOISE * random.normal();
      values[step * 3 + index] = toThousandths(Math.min(WATCH_RANGE, Math.max(-WATCH_RANGE, measured)));
    });
  }
  return values;
}

function cross([a, b, c]: Vector, [x, y, z]: Vector): Vector {
  return [b * z - c * y, c * x - a * z, a * y - b * x];
}

/** So that machines whose sine differs in its last digit give the same rows. */
function toThousandths(value: number): number {
  return Math.round(value * 1000) / 1000;
}
