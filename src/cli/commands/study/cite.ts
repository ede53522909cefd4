import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { writeWhole } from '../../../host/files/whole-file';
import { readJsonFile } from '../../../host/files/json-file';
import { shippedDatasets } from '../../../shared/data/dataset';
import { findRun } from '../../../shared/lookup/runs';
import { bibtex } from '../../../shared/papers/bibtex';
import { reference } from '../../../shared/papers/paper';
import { papers } from '../../../shared/papers/papers';
import { planPapers, type DataOrigin } from '../../../shared/papers/plan-papers';
import type { StudyPlan } from '../../../shared/plan/plan';
import { parsePlan } from '../../../shared/plan/plan-file';
import { visibleText } from '../../../shared/text/visible-text';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';
import { fileName } from '../../option-values';
import { addForce, refuseOverwriting, type Overwriting } from '../../overwriting';
import type { EngineSession } from '../../session';

interface CiteOptions extends Overwriting {
  readonly out?: string;
}

export function addStudyCite(group: Command, environment: CliEnvironment): void {
  leaf<CiteOptions>(
    group,
    environment,
    {
      name: 'cite <plan>',
      summary: 'the papers behind a study, as BibTeX',
      description:
        'Prints an entry for each paper that the attacks, certificates, degradations, models, training, data and statistics of a study go back to. Takes a plan, or a run. Keys stay the same; the report lists the same papers.',
      examples: [
        ['muroan study cite study.json', 'to standard output'],
        ['muroan study cite last --out methods.bib', 'of the newest run, into a file'],
      ],
      uses: 'lab',
      configure: (command) => {
        addForce(command).option('--out <file>', 'file to write', fileName);
      },
    },
    async ({ withEngine, show, terminal, options, environment: { workingDirectory } }, [given]) => {
      const file = options.out === undefined ? null : path.resolve(workingDirectory, options.out);
      if (file !== null) refuseOverwriting([file], options);
      const planFile = path.resolve(workingDirectory, given);
      const { plan, data } = await withEngine((session) =>
        existsSync(planFile) ? ofPlan(session, parsePlan(readJsonFile(planFile), 'plan')) : ofRun(session, given),
      );
      const parts = planPapers(plan, data);
      const keys = parts.flatMap((part) => part.keys);
      const text = bibtex(keys);
      if (file !== null) writeWhole(file, text);
      const entries = parts.flatMap((part) =>
        part.keys.map((key) => ({ key, of: part.of, reference: reference(papers[key]) })),
      );
      show(file === null ? entries : { file, entries }, () => {
        if (file === null) terminal.print(text.trimEnd());
        else terminal.print(`Wrote ${visibleText(file)}: ${String(keys.length)} papers`);
      });
      return undefined;
    },
  );
}

interface Cited {
  readonly plan: StudyPlan;
  readonly data: DataOrigin | null;
}

async function ofPlan(session: EngineSession, plan: StudyPlan): Promise<Cited> {
  const { dataset: name } = plan.data;
  const known = (await session.request('data.list', {})).find((one) => one.name === name);
  const ships = shippedDatasets.some((one) => one === name);
  return { plan, data: known ?? (ships ? { preparation: { name, version: 1, seed: 0 } } : null) };
}

async function ofRun(session: EngineSession, given: string): Promise<Cited> {
  const { id } = await findRun(session, given);
  const { description, dataset } = await session.request('runs.show', { run: id });
  return { plan: description.plan, data: dataset };
}
