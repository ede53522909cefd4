import type { Command } from 'commander';
import { readPredictors, writePredictors } from '../../../host/settings/predictors';
import { settingsFile } from '../../../host/settings/settings-file';
import { LabError } from '../../../shared/errors';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';

export function addModelPredictors(group: Command, environment: CliEnvironment): void {
  leaf<object>(
    group,
    environment,
    {
      name: 'predictors [on-or-off]',
      summary: 'whether programs of your own on this machine are asked',
      description:
        'Tells or changes whether the lab asks programs of yours that answer for a model (docs/predictor.md). It is off until you turn it on, and holds for you on this machine; only 127.0.0.1 and [::1] are ever asked. A window that is open follows within a second or two.',
      examples: [
        ['muroan model predictors', 'tells whether they are asked'],
        ['muroan model predictors on', 'lets them be asked from now on'],
      ],
      uses: 'nothing',
    },
    ({ show, terminal, environment: { variables } }, [wanted]) => {
      const file = settingsFile(variables);
      const given = wanted as string | undefined;
      if (given !== undefined && given !== 'on' && given !== 'off') {
        throw new LabError('invalid', `is "${given}".`, { where: 'on-or-off', remedy: 'Give "on" or "off".' });
      }
      if (given !== undefined) writePredictors(given === 'on', file);
      const asked = readPredictors(file);
      show({ predictors: asked }, () => {
        terminal.print(
          asked ? 'Programs of your own on this machine are asked.' : 'No programs of your own are asked.',
        );
      });
      return Promise.resolve(undefined);
    },
  );
}
