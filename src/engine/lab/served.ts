import { LabError } from '../../shared/errors';
import type { ModelDescription } from '../../shared/models/model-description';

/**
 * Models behind programs of the user's own are asked only where the user has allowed it.
 *
 * @throws LabError `unsupported` where that is off
 */
export function refuseServed({ imported }: Pick<ModelDescription, 'imported'>, allowed: boolean): void {
  if (imported?.source.kind === 'http' && !allowed) throw notAsked();
}

export function notAsked(): LabError {
  return new LabError('unsupported', 'Programs of your own are not asked: that is off.', {
    where: 'predictor',
    remedy:
      'Turn it on in the settings of the window, or with "muroan model predictors on"; only this machine itself is ever asked.',
  });
}
