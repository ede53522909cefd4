import type { Command } from 'commander';
import type { CliEnvironment } from '../environment';
import { addCertificateCrmt } from './certificate/crmt';
import { addCertificateMmcert } from './certificate/mmcert';

export function addCertificateCommands(program: Command, environment: CliEnvironment): void {
  const group = program
    .command('certificate')
    .summary('guaranteed lower bounds of robustness')
    .description(
      'Certificates: what no attack within a budget can change, computed from votes or class scores, without a model.',
    );
  addCertificateMmcert(group, environment);
  addCertificateCrmt(group, environment);
}
