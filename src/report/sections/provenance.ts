import { analysisVersion } from '../../analysis/study-analysis';
import { cells, left, right, type Section } from '../document';
import type { Context } from './context';
import { utcTime } from './time';

/** Where the numbers come from, and who stands for them. */
export function provenanceSection({ input, settings }: Context): Section {
  const { run, analysis, events, dataset, models } = input;
  const devices = [...new Set(events.flatMap(({ device }) => (device === null ? [] : [device])))];
  const versions = [...new Set([run.appVersion, ...events.map(({ appVersion }) => appVersion)])];
  return {
    id: 'provenance',
    title: 'Provenance and approval',
    blocks: [
      {
        kind: 'facts',
        rows: [
          ['Run', run.id],
          ['Plan hash', run.expansion.planHash],
          ['Data hash', run.expansion.datasetHash],
          ['Data prepared by', `${dataset.preparation.name}, version ${String(dataset.preparation.version)}`],
          [
            'Seeds',
            `training ${run.plan.seeds.join(', ')}; attacks ${String(run.plan.attackSeed)}; selection ${String(run.plan.data.selection.seed)}`,
          ],
          ['Samples computed together', String(run.plan.microBatch)],
          ['Device', devices.length === 0 ? 'not recorded' : devices.join('; ')],
          ['Lab version', versions.join(', ')],
          ['Version of the measures', String(analysisVersion)],
          [
            'Versions of the attacks',
            [...new Set(settings.map(({ choice, version }) => `${choice.name} ${String(version)}`))].join(', ') || '–',
          ],
          ['Records', `${String(analysis.run.records)} of ${String(analysis.run.recordsExpected)}`],
          ['Report made', utcTime(input.createdAt)],
        ],
      },
      {
        kind: 'table',
        caption: 'Weights',
        columns: [left('model'), right('seed'), left('id'), left('hash of the weights')],
        rows: models.map((model) =>
          cells(model.title, String(model.spec.seed), { text: model.id }, { text: model.weightsHash }),
        ),
      },
      {
        kind: 'table',
        caption: 'What happened to the run',
        columns: [left('time (UTC)'), left('event'), left('device'), left('note')],
        rows: events.map(({ at, event, device, note }) => cells(utcTime(at), event, device ?? '–', note ?? '–')),
      },
      { kind: 'approval', planHash: run.expansion.planHash },
    ],
  };
}
