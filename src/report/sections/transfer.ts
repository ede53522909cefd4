import { budgetText, type PerturbationSetting } from '../../analysis/attack-setting';
import { canonicalJson } from '../../shared/identity';
import type { TransferChoice } from '../../shared/attacks/attack';
import { innerTitle } from '../../shared/attacks/transfer';
import { markedCell, noteWithMarks, share } from '../cell-text';
import { left, right, type Table } from '../document';
import { perturbationsUnder, type Context } from './context';

interface TransferSetting {
  readonly setting: PerturbationSetting;
  readonly choice: TransferChoice;
}

/** What is made on each source and shown to each target: a table per attack and budget. */
export function transferTables(context: Context): readonly Table[] {
  const settings = context.settings.flatMap((setting): TransferSetting[] =>
    setting.kind === 'perturbation' && setting.choice.name === 'transfer' ? [{ setting, choice: setting.choice }] : [],
  );
  const alike = new Map<string, TransferSetting[]>();
  for (const one of settings) {
    const { norm, madeBy, steps, restarts, goesOn } = one.choice;
    const key = canonicalJson([norm, madeBy, steps, restarts, goesOn, one.setting.oneBall, one.setting.radii]);
    alike.set(key, [...(alike.get(key) ?? []), one]);
  }
  return [...alike.values()].map((group) => tableOf(context, group));
}

function tableOf(context: Context, group: readonly TransferSetting[]): Table {
  const [{ setting, choice }] = group;
  const { models } = context;
  return {
    kind: 'table',
    caption: `Attack success by source and target: ${innerTitle(choice)} · ${budgetText(setting)}`,
    roomy: models.length < 5,
    columns: [left('made on'), ...models.map(({ title }) => right(`shown to ${title}`))],
    rows: group.map((one) => {
      const measured = perturbationsUnder(context, one.setting);
      return {
        kind: 'cells',
        cells: [
          { text: one.choice.source },
          ...models.map((model) => {
            const own = measured.find((entry) => entry.model === model)?.measures;
            return markedCell(share(own?.successRate), own);
          }),
        ],
      };
    }),
    note: noteWithMarks(
      'Of the right answers of the target. Where source and target are one model the attack sees all of it; elsewhere it asks the target nothing while it is made. Models of several training seeds are shown what was made on the source of the same seed.',
      models,
    ),
  };
}
