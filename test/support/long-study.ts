import type { StudyPlan } from '../../src/shared/plan/plan';
import { tinyPlan } from './tiny-study';

/** A study on the tiny data that trains for longer than any test looks at it: to be paused, stopped and broken off. */
export function longPlan(name = 'Long study'): StudyPlan {
  const training = { epochs: 1000, patience: 1000, batchSize: 8, learningRate: 0.0001 };
  return tinyPlan({ name, subjects: tinyPlan().subjects.map((subject) => ({ ...subject, training })) });
}

/** A study on the tiny data that is at its records for some seconds: to be interrupted between two of them. */
export function slowPlan(name = 'Slow study'): StudyPlan {
  const [decoupling, pgd] = tinyPlan().attacks;
  const attacks = [
    decoupling,
    ...[10, 20, 30, 40].map((steps) => ({ ...pgd, steps, restarts: 2 })),
  ] as StudyPlan['attacks'];
  return tinyPlan({ name, attacks, microBatch: 3 });
}
