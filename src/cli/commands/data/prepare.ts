import type { Command } from 'commander';
import { DatasetName } from '../../../shared/data/dataset';
import { parse } from '../../../shared/parse';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';
import { printManifest } from './manifest-text';

export function addDataPrepare(group: Command, environment: CliEnvironment): void {
  leaf<object>(
    group,
    environment,
    {
      name: 'prepare <name>',
      summary: 'write a data set that ships with the lab into the lab folder',
      description:
        'Writes a data set that ships with the lab into the lab folder. Does nothing when it is there already. Studies do this by themselves.',
      examples: [['muroan data prepare caption-match', 'garments with captions that fit or do not']],
      uses: 'lab',
    },
    async ({ withEngine, show, terminal }, [name]) => {
      const dataset = parse(DatasetName, name, 'name');
      const manifest = await withEngine((session) => session.request('data.prepare', { dataset }));
      show(manifest, () => {
        printManifest(manifest, terminal);
      });
      return undefined;
    },
  );
}
