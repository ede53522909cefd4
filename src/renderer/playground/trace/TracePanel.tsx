import { Select } from '@mantine/core';
import { IconScissors } from '@tabler/icons-react';
import { memo, useEffect, useState, type ReactNode } from 'react';
import type { Region } from '../../../shared/data/modality';
import type { AttackTrace } from '../../../shared/attacks/attack-trace';
import type { SampleView } from '../../../shared/samples/sample-view';
import type { ModelDescription } from '../../../shared/models/model-description';
import { modalityIds } from '../../../shared/recipe/recipe';
import { shownText } from '../../../shared/text/shown-text';
import { useLab } from '../../lab/connection';
import { useCancellable } from '../../lab/use-cancellable';
import { texts } from '../../texts/catalogue';
import { AttackPanel } from './AttackPanel';
import { TraceStepper } from './TraceStepper';

const words = texts.playground.trace;
const everything = '*';

export interface TracePanelProps {
  readonly model: ModelDescription;
  readonly sample: SampleView;
  /** A step's removal is to be gone on with by hand. */
  readonly onTake: (regions: readonly Region[]) => void;
}

/**
 * Has an attack search a small removal that changes the answer, and shows it query by query. What is removed by hand does not
 * draw it anew: the answer follows the hand.
 */
export const TracePanel = memo(function TracePanel({ model, sample, onTake }: TracePanelProps): ReactNode {
  const lab = useLab();
  const read = modalityIds(model.spec.recipe);
  const [from, setFrom] = useState(everything);
  const [trace, setTrace] = useState<AttackTrace | null>(null);
  const { start, busy, error, cancel } = useCancellable(async (signal) => {
    setTrace(null);
    const attack = { name: 'decoupling', modalities: from === everything ? [...read] : [from] } as const;
    setTrace(await lab.request('attack.trace', { model: model.id, sample: sample.id, attack }, { signal }));
  });
  useEffect(() => cancel, [cancel]);
  return (
    <AttackPanel
      id="trace"
      sound
      words={words}
      icon={<IconScissors size={15} aria-hidden />}
      choices={
        read.length < 2 ? null : (
          <Select
            label={words.from}
            w={190}
            allowDeselect={false}
            value={from}
            data={[
              { value: everything, label: words.all },
              ...read.map((modality) => ({ value: modality, label: shownText(modality) })),
            ]}
            onChange={(value) => {
              setFrom(value ?? everything);
            }}
          />
        )
      }
      working={busy === null ? null : words.searching}
      error={error}
      onStart={start}
      onCancel={cancel}
    >
      {trace === null ? null : <TraceStepper trace={trace} onTake={onTake} />}
    </AttackPanel>
  );
});
