import { Group, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import { visibleText } from '../../shared/visible-text';
import { setQuery } from '../app/route';
import { texts } from '../texts/catalogue';
import { RunPicker } from '../ui/RunPicker';
import type { IndexedRun } from '../workspace/run-index/rows';
import { measureKey, measureTitle, type Measure } from './measure';
import { studiesOf, type Source } from './runs-of';

const words = texts.trend;
/** Points that a chart can hold apart. */
const mostChosen = 200;

export interface ChoicesProps {
  readonly runs: readonly IndexedRun[];
  readonly source: Source;
  readonly chosen: readonly string[];
  readonly measures: readonly Measure[];
  readonly measure: Measure;
  /** Titles; none where the measure is of no attack. */
  readonly attacks: readonly string[];
  readonly attack: string | null;
}

/** Whose runs, which measure, under which attack; the address remembers them. */
export function Choices({ runs, source, chosen, measures, measure, attacks, attack }: ChoicesProps): ReactNode {
  return (
    <>
      <Group align="flex-end" gap="sm">
        <Select
          label={words.of}
          w={280}
          allowDeselect={false}
          searchable
          data={[
            { value: 'reference', label: words.ofReference },
            { value: 'all', label: words.ofAll },
            { value: 'chosen', label: words.ofChosen },
            ...studiesOf(runs).map(({ hash, name, count }) => ({
              value: hash,
              label: words.study(visibleText(name), decimal(count)),
            })),
          ]}
          value={source}
          onChange={(of) => {
            setQuery({ of });
          }}
        />
        <Select
          label={words.measure}
          w={260}
          allowDeselect={false}
          data={measures.map((each) => ({ value: measureKey(each), label: visibleText(measureTitle(each)) }))}
          value={measureKey(measure)}
          onChange={(key) => {
            setQuery({ measure: key });
          }}
        />
        {attacks.length === 0 ? null : (
          <Select
            label={words.attack}
            w={320}
            allowDeselect={false}
            searchable
            data={attacks.map((title) => ({ value: title, label: visibleText(title) }))}
            value={attack}
            onChange={(title) => {
              setQuery({ attack: title });
            }}
          />
        )}
      </Group>
      {source === 'chosen' ? (
        <RunPicker
          label={words.runs}
          runs={runs.filter(({ state }) => state === 'finished')}
          chosen={chosen}
          most={mostChosen}
          onChange={(ids) => {
            setQuery({ runs: ids.length === 0 ? null : ids.join(',') });
          }}
        />
      ) : null}
    </>
  );
}
