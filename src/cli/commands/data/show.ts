import type { Command } from 'commander';
import { classesIn } from '../../../shared/data/class-map';
import { Split, type DatasetManifest } from '../../../shared/data/dataset';
import { truthName } from '../../../shared/data/target';
import { findDataset } from '../../../shared/lookup/datasets';
import { isPictureView, type SampleView } from '../../../shared/samples/sample-view';
import { visibleText } from '../../../shared/text/visible-text';
import { classLegendText, drawClasses } from '../../drawing/class-map';
import { drawValue } from '../../drawing/value';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';
import { oneOf, wholeNumber } from '../../option-values';
import type { Terminal } from '../../terminal';
import { printManifest } from './manifest-text';

interface ShowOptions {
  readonly samples?: number;
  readonly split: Split;
}

export function addDataShow(group: Command, environment: CliEnvironment): void {
  leaf<ShowOptions>(
    group,
    environment,
    {
      name: 'show <name>',
      summary: 'describe one data set and draw samples of it',
      description:
        'Prints what a data set asks of a model, its splits, licences and hash, and draws a few samples; where every pixel is labelled, its classes too.',
      examples: [
        ['muroan data show caption-match', 'the description and three samples'],
        ['muroan data show caption-match --samples 10 --split validation', 'ten samples of another split'],
      ],
      uses: 'lab',
      configure: (command) => {
        command
          .option('--samples <number>', 'samples to draw (default: 3)', wholeNumber(0, 1000))
          .option('--split <name>', `one of ${Split.options.join(', ')}`, oneOf(Split.options), 'test');
      },
    },
    async ({ withEngine, show, terminal, options }, [name]) => {
      const result = await withEngine(async (session) => {
        const manifest = await findDataset(session, name);
        const samples = await session.request('data.samples', {
          dataset: manifest.name,
          ids: [],
          split: options.split,
          limit: options.samples ?? 3,
        });
        return { manifest, samples };
      });
      show(result, () => {
        printManifest(result.manifest, terminal);
        if (result.samples.length > 0) {
          terminal.print();
          terminal.print(`First of the ${options.split} split:`);
          const { pixelClasses } = result.manifest;
          if (pixelClasses !== undefined) {
            terminal.print('The last picture of each says what every pixel shows:');
            terminal.print(classLegendText(pixelClasses, terminal.out));
          }
        }
        result.samples.forEach((sample) => {
          printSample(sample, result.manifest, terminal);
        });
      });
      return undefined;
    },
  );
}

function printSample(sample: SampleView, manifest: DatasetManifest, terminal: Terminal): void {
  terminal.print();
  const label = visibleText(truthName(manifest, sample));
  // Where every sample is a unit of its own, its unit is its id.
  const unit =
    sample.group === sample.id ? '' : `  ${terminal.out.dim(`${manifest.unit}: ${visibleText(sample.group)}`)}`;
  terminal.print(`${terminal.out.bold(visibleText(sample.id))}  ${label}${unit}`);
  const limit = Math.min(56, terminal.width);
  for (const value of Object.values(sample.values)) drawValue(value, limit, terminal).forEach(terminal.print);
  const picture = Object.values(sample.values).find(isPictureView);
  if (sample.mask === undefined || picture === undefined) return;
  const classes = classesIn(sample.mask, picture.height * picture.width);
  drawClasses(classes, picture, terminal.out, limit).forEach(terminal.print);
}
