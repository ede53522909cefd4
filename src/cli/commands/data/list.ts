import type { Command } from 'commander';
import { decimal } from '../../../analysis/format';
import type { DatasetManifest } from '../../../shared/data/dataset';
import { askedWords } from '../../../shared/data/target';
import { shortId } from '../../../shared/identity';
import { visibleText } from '../../../shared/text/visible-text';
import type { CliEnvironment } from '../../environment';
import { leaf, nextCommand } from '../../leaf';
import { table } from '../../table';
import type { Terminal } from '../../terminal';

export function addDataList(group: Command, environment: CliEnvironment): void {
  leaf<object>(
    group,
    environment,
    {
      name: 'list',
      summary: 'list the data sets',
      description: 'Lists the data sets of the lab folder, with their modalities, classes and splits.',
      examples: [['muroan data list', 'every data set, one per line']],
      uses: 'lab',
    },
    async ({ withEngine, show, terminal, labArgument }) => {
      const manifests = await withEngine((session) => session.request('data.list', {}));
      show(manifests, () => {
        printList(manifests, labArgument, terminal);
      });
      return undefined;
    },
  );
}

function printList(manifests: readonly DatasetManifest[], labArgument: string, terminal: Terminal): void {
  if (manifests.length === 0) {
    terminal.print('No data sets in this lab folder yet. Write one of those that ship with the lab:');
    terminal.print(`  ${nextCommand(['data', 'prepare', 'caption-match'], labArgument)}`);
    return;
  }
  const lines = table<DatasetManifest>(
    [
      { title: 'name', text: (manifest) => manifest.name, style: terminal.out.bold },
      { title: 'title', text: (manifest) => visibleText(manifest.title) },
      { title: 'modalities', text: (manifest) => Object.keys(manifest.modalities).map(visibleText).join(' + ') },
      { title: 'asks for', text: (manifest) => visibleText(askedWords(manifest)) },
      { title: 'train', text: (manifest) => decimal(manifest.splits.train), align: 'right' },
      { title: 'validation', text: (manifest) => decimal(manifest.splits.validation), align: 'right' },
      { title: 'test', text: (manifest) => decimal(manifest.splits.test), align: 'right' },
      { title: 'hash', text: (manifest) => shortId(manifest.hash), style: terminal.out.dim },
    ],
    manifests,
    { width: terminal.tableWidth, heading: terminal.out.dim },
  );
  lines.forEach(terminal.print);
}
