import { shownName } from '../shared/text/shown-text';
import type { ModelNames } from '../shared/models/model-name';
import type { RunData } from './input';

/**
 * A run with what people and archives named in it as windows and reports show it (`shownName`), so that every sentence,
 * table and chart that is made of it holds names that keep to themselves. The very same run where no name needs that, as
 * hardly any does; hashes and files for other programs are made from the run as it is.
 */
export function withShownNames<Data extends RunData>(data: Data): Data {
  const { run, dataset } = data;
  const { plan, expansion } = run;
  const names = [
    ...[plan.name, plan.question, ...plan.subjects.map(({ name }) => name)],
    ...[dataset.title, dataset.task, dataset.unit, ...dataset.classes],
  ];
  if (names.every((name) => shownName(name) === name)) return data;
  return {
    ...data,
    run: {
      ...run,
      plan: {
        ...plan,
        name: shownName(plan.name),
        question: shownName(plan.question),
        subjects: plan.subjects.map((subject) => ({ ...subject, name: shownName(subject.name) })),
        requirements: plan.requirements.map((requirement) =>
          requirement.subject === undefined ? requirement : { ...requirement, subject: shownName(requirement.subject) },
        ),
      },
      expansion: {
        ...expansion,
        cells: expansion.cells.map((cell) =>
          cell.kind === 'model' ? { ...cell, title: shownName(cell.title), subject: shownName(cell.subject) } : cell,
        ),
      },
    },
    dataset: {
      ...dataset,
      title: shownName(dataset.title),
      task: shownName(dataset.task),
      unit: shownName(dataset.unit),
      classes: dataset.classes.map(shownName),
    },
  };
}

/** What the lab calls its models, as windows and reports show it. */
export function shownModelNames(names: ModelNames): ModelNames {
  return new Map([...names].map(([model, name]) => [model, shownName(name)]));
}
