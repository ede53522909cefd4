/** What bodies do: every action as angles over its own time, from 0 at its beginning to 1 at its end. */
import { standing, type Limb, type Pose, type Side } from './body-model';

export const ACTIONS = [
  'wave',
  'clap',
  'point',
  'drink',
  'throw',
  'punch',
  'raise arms',
  'bow',
  'squat',
  'sit down',
  'jump',
  'kick',
] as const;
export type Action = (typeof ACTIONS)[number];

/** How one take of an action differs from another. */
export interface Manner {
  /** Which arm or leg does it, where one does. */
  readonly side: Side;
  /** How far it goes: 1 as usual. */
  readonly reach: number;
  /** How often what is repeated is repeated. */
  readonly beats: number;
  /** Where a hand is aimed at: radians to the side. */
  readonly aim: number;
}

/** The pose at a time of an action. */
export function acted(action: Action, time: number, manner: Manner): Pose {
  const { side, reach, aim } = manner;
  const held = reach * hold(time, 0, 0.22, 0.78, 1);
  /** Once for each beat from 0 to 1 and back, while the action lasts. */
  const pulse = held * 0.5 * (1 - Math.cos(2 * Math.PI * manner.beats * Math.min(1, Math.max(0, time))));
  /** To and fro, twice as often. */
  const sway = Math.sin(4 * Math.PI * manner.beats * time);
  switch (action) {
    case 'wave':
      return oneArm(side, {
        flex: 1.5 * held,
        abduct: (1.05 + aim) * held,
        bend: 1.35 * held + 0.45 * held * sway,
        roll: 0.1 * held,
      });
    case 'clap': {
      const arm = { flex: 1.05 * held, abduct: 0.3 * held, bend: 0.75 * held + 0.3 * held * sway, roll: 1.45 * held };
      return withArms({ left: arm, right: arm });
    }
    case 'point':
      return {
        ...oneArm(side, { flex: 1.45 * held, abduct: (0.25 + aim) * held, bend: 0.12, roll: 0 }),
        nod: 0.1 * held,
      };
    case 'drink':
      return {
        ...oneArm(side, {
          flex: (0.65 + 0.2 * pulse) * held,
          abduct: (0.35 + aim / 2) * held,
          bend: 2.15 * held,
          roll: 0.55 * held,
        }),
        nod: -0.3 * pulse,
      };
    case 'throw': {
      const wound = reach * hold(time, 0, 0.35, 0.42, 0.58);
      const thrown = reach * hold(time, 0.42, 0.58, 0.75, 1);
      const away = side === 'left' ? 1 : -1;
      return {
        ...oneArm(side, {
          flex: 1.9 * wound + 1.15 * thrown,
          abduct: 0.85 * wound + (0.2 + aim) * thrown,
          bend: 1.7 * wound + 0.2 * thrown,
          roll: 0.1 * wound,
        }),
        twist: away * (0.55 * wound - 0.4 * thrown),
        lean: 0.25 * thrown - 0.12 * wound,
      };
    }
    case 'punch': {
      const guard: Limb = { flex: 0.6 * held, abduct: 0.25 * held, bend: 2.0 * held, roll: 0.5 * held };
      const out: Limb = {
        flex: 0.6 * held + 0.85 * pulse,
        abduct: (0.25 + aim / 2) * held,
        bend: 2.0 * held - 1.85 * pulse,
        roll: 0.5 * held,
      };
      return {
        ...withArms(bySide(side, out, guard)),
        twist: (side === 'left' ? -0.35 : 0.35) * pulse,
        lean: 0.1 * held,
      };
    }
    case 'raise arms': {
      const arm = { flex: 2.75 * held, abduct: 0.2 * held, bend: 0.15, roll: 0 };
      return { ...withArms({ left: arm, right: arm }), nod: -0.15 * held };
    }
    case 'bow': {
      const lean = 1.0 * held;
      const arm = { flex: 0.8 * lean, abduct: 0.1, bend: 0.15, roll: 0 };
      return { ...withArms({ left: arm, right: arm }), lean, nod: 0.25 * held };
    }
    case 'squat': {
      const down = 1.0 * pulse;
      const arm = { flex: 1.2 * down, abduct: 0.12, bend: 0.15, roll: 0 };
      return { ...withArms({ left: arm, right: arm }), ...withLegs(1.35 * down, 2.2 * down), lean: 0.5 * down };
    }
    case 'sit down': {
      const seated = Math.min(1.1, reach) * rise(time, 0.05, 0.7);
      const forwards = hold(time, 0.05, 0.35, 0.45, 0.8);
      const arm = {
        flex: 0.55 * seated + 0.4 * forwards,
        abduct: 0.12,
        bend: 0.15 + 0.75 * seated,
        roll: 0.3 * seated,
      };
      return {
        ...withArms({ left: arm, right: arm }),
        ...withLegs(1.45 * seated, 1.5 * seated),
        lean: 0.55 * forwards * reach + 0.05 * seated,
      };
    }
    case 'jump': {
      const crouched = reach * (hold(time, 0, 0.22, 0.3, 0.4) + 0.7 * hold(time, 0.66, 0.76, 0.82, 1));
      const swung = reach * hold(time, 0.25, 0.45, 0.6, 0.8);
      const arm = { flex: 1.6 * swung - 0.5 * crouched, abduct: 0.15, bend: 0.3, roll: 0 };
      return {
        ...withArms({ left: arm, right: arm }),
        ...withLegs(0.8 * crouched, 1.4 * crouched),
        lean: 0.35 * crouched,
        lift: 0.38 * reach * flight(time, 0.38, 0.68),
      };
    }
    case 'kick': {
      const back = reach * hold(time, 0, 0.3, 0.36, 0.5);
      const out = reach * hold(time, 0.36, 0.54, 0.66, 0.95);
      const leg: Limb = {
        flex: 1.15 * out - 0.45 * back,
        abduct: 0.08 + 0.1 * out,
        bend: 0.95 * back + 0.12 * out,
        roll: 0,
      };
      const other = opposite(side);
      const balance: Limb = { flex: 0.3 * back - 0.25 * out, abduct: 0.12 + 0.5 * (back + out), bend: 0.4, roll: 0 };
      const shifted = Math.min(1, back + out);
      return {
        ...standing,
        arms: { left: balance, right: balance },
        legs: bySide(side, leg, standing.legs[other]),
        weight: bySide(side, 0.5 - 0.5 * shifted, 0.5 + 0.5 * shifted),
        lean: -0.2 * out + 0.15 * back,
      };
    }
    default:
      return action satisfies never;
  }
}

function withArms(arms: Pose['arms']): Pose {
  return { ...standing, arms };
}

/** One arm does it, the other hangs. */
function oneArm(side: Side, arm: Limb): Pose {
  return withArms(bySide(side, { ...arm, bend: Math.max(0.1, arm.bend) }, standing.arms[opposite(side)]));
}

/** Both legs alike. */
function withLegs(flex: number, bend: number): Pick<Pose, 'legs'> {
  const leg: Limb = { flex, abduct: 0.08, bend, roll: 0 };
  return { legs: { left: leg, right: leg } };
}

function bySide<Value>(side: Side, own: Value, other: Value): Readonly<Record<Side, Value>> {
  return side === 'left' ? { left: own, right: other } : { left: other, right: own };
}

export function opposite(side: Side): Side {
  return side === 'left' ? 'right' : 'left';
}

/** From 0 at `from` to 1 at `to`, without jerks: speed and acceleration begin and end at zero (Flash and Hogan 1985). */
function rise(time: number, from: number, to: number): number {
  const t = Math.min(1, Math.max(0, (time - from) / (to - from)));
  return t ** 3 * (10 - 15 * t + 6 * t ** 2);
}

/** Up, held, and down again. */
function hold(time: number, from: number, up: number, until: number, down: number): number {
  return rise(time, from, up) - rise(time, until, down);
}

/** The height of what flies, as a share of its highest. */
function flight(time: number, from: number, to: number): number {
  const t = (time - from) / (to - from);
  return t <= 0 || t >= 1 ? 0 : 4 * t * (1 - t);
}
