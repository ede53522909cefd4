import { requiredSections } from '../../shared/reports/report-sections';
import { decimal, utcTime } from '../../analysis/format';
import { analysisVersion } from '../../analysis/study-analysis';
import type { ModelDescription } from '../../shared/models/model-description';
import { computedBy, computedOn, type RunEvent } from '../../shared/runs/run';
import { cells, left, right, type Section } from '../document';
import type { Context } from './context';

/** Where the numbers come from. */
export function provenanceSection({ input, settings, hashes }: Context): Section {
  const { run, analysis, events, dataset, models, names } = input;
  const named = models.some(({ id }) => names.has(id));
  const devices = computedOn(events);
  const versions = computedBy(run, events);
  const titleOf = ({ id, title }: ModelDescription): string => {
    const cell = run.expansion.cells.find((candidate) => candidate.kind === 'model' && candidate.model === id);
    return cell?.kind === 'model' ? cell.title : title;
  };
  return {
    id: 'provenance',
    title: requiredSections.provenance.title,
    blocks: [
      {
        kind: 'facts',
        rows: [
          ['Run', run.id],
          ['Plan hash', run.expansion.planHash],
          ['Data hash', run.expansion.datasetHash],
          ...(hashes === null ? [] : ([['Records hash', hashes.records.hash]] as const)),
          ['Data prepared by', `${dataset.preparation.name}, version ${String(dataset.preparation.version)}`],
          [
            'Seeds',
            `training ${run.plan.seeds.join(', ')}; attacks ${String(run.plan.attackSeed)}; selection ${String(run.plan.data.selection.seed)}`,
          ],
          ['Samples per batch of an attack', String(run.plan.microBatch)],
          ['Device', devices.length === 0 ? 'not recorded' : devices.join('; ')],
          ['Lab version', versions.join(', ')],
          ['Version of the measures', String(analysisVersion)],
          [
            'Versions of the attacks',
            [...new Set(settings.map(({ choice, version }) => `${choice.name} ${String(version)}`))].join(', ') || '–',
          ],
          ...(analysis.degradations.length === 0
            ? []
            : ([
                [
                  'Versions of noise and missing inputs',
                  [
                    ...new Set(analysis.degradations.map(({ choice, version }) => `${choice.name} ${String(version)}`)),
                  ].join(', '),
                ],
              ] as const)),
          ...(analysis.certificates.length === 0
            ? []
            : ([
                [
                  'Versions of the certificates',
                  [
                    ...new Set(analysis.certificates.map(({ choice, version }) => `${choice.name} ${String(version)}`)),
                  ].join(', '),
                ],
              ] as const)),
          ['Records', `${decimal(analysis.run.records)} of ${decimal(analysis.run.recordsExpected)}`],
          ['What happened', events.map(eventWords).join('; ') || 'not recorded'],
        ],
      },
      {
        kind: 'table',
        caption: 'Weights',
        columns: [
          left('model'),
          ...(named ? [left('name in the lab')] : []),
          right('seed'),
          left('id'),
          left('hash of the weights'),
        ],
        rows: models.map((model) =>
          cells(
            titleOf(model),
            ...(named ? [names.get(model.id) ?? '–'] : []),
            String(model.spec.seed),
            { text: model.id },
            { text: model.weightsHash },
          ),
        ),
      },
    ],
  };
}

function eventWords({ at, event, note }: RunEvent): string {
  return `${event} ${utcTime(at)} UTC${note === null ? '' : ` (${note})`}`;
}
