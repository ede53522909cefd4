import { Group, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import { shownText } from '../../shared/shown-text';
import { setQuery } from '../address/route';
import { texts } from '../texts/catalogue';
import { RunPicker } from '../ui/RunPicker';
import { useShares } from '../ui/use-shares';
import type { IndexedRun } from '../workspace/run-index/rows';
import { measureKey, measureTitle, type Measure } from './measure';
import { studiesOf, type Source } from './runs-of';
import { valueRanges, type ValueRange } from './value-range';

const words = texts.trend;
/** Points that a chart can hold apart. */
const mostChosen = 200;

export interface ChoicesProps {
  /** Of the lab, and those of them that are of the project shown. */
  readonly runs: readonly IndexedRun[];
  readonly own: readonly IndexedRun[];
  readonly source: Source;
  readonly chosen: readonly string[];
  readonly measures: readonly Measure[];
  readonly measure: Measure;
  /** Titles; none where the measure is of no attack. */
  readonly attacks: readonly string[];
  readonly attack: string | null;
  readonly range: ValueRange;
}

/**
 * Whose runs, which measure, under which attack, on which axis; the address remembers them, and each measure says what
 * it tells.
 */
export function Choices(props: ChoicesProps): ReactNode {
  const { runs, own, source, chosen, measures, measure, attacks, attack, range } = props;
  const { share } = useShares();
  // Of another project, by its address: it is shown, so it must be named.
  const studies = studiesOf(runs.filter((run) => run.planHash === source || own.includes(run)));
  const ranges = { whole: words.ranges.whole(share(0), share(1)), near: words.ranges.near };
  return (
    <>
      <Group align="flex-start" gap="sm">
        <Select
          label={words.of}
          w={280}
          allowDeselect={false}
          searchable
          data={[
            { value: 'reference', label: words.ofReference },
            { value: 'all', label: words.ofAll },
            { value: 'chosen', label: words.ofChosen },
            ...studies.map(({ hash, name, count }) => ({
              value: hash,
              label: words.study(shownText(name), decimal(count)),
            })),
          ]}
          value={source}
          onChange={(of) => {
            setQuery({ of });
          }}
        />
        <Select
          label={words.measure}
          description={words.meanings[measure.kind]}
          // Below, so that the fields stand in one line.
          inputWrapperOrder={['label', 'input', 'description']}
          w={300}
          allowDeselect={false}
          data={measures.map((each) => ({ value: measureKey(each), label: shownText(measureTitle(each)) }))}
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
            data={attacks.map((title) => ({ value: title, label: shownText(title) }))}
            value={attack}
            onChange={(title) => {
              setQuery({ attack: title });
            }}
          />
        )}
        <Select
          label={words.range}
          w={160}
          allowDeselect={false}
          data={valueRanges.map((each) => ({ value: each, label: ranges[each] }))}
          value={range}
          onChange={(axis) => {
            setQuery({ axis });
          }}
        />
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
