import { Group, Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import { measureKey, unitOfMeasure, type Measure } from '../../analysis/measure';
import { shownText } from '../../shared/text/shown-text';
import { setQuery } from '../address/route';
import { texts } from '../texts/catalogue';
import { RunPicker } from '../ui/RunPicker';
import { useShares } from '../ui/use-shares';
import type { IndexedRun } from '../workspace/run-index/rows';
import { measureTitle, type Choice } from './measure';
import { studiesOf, type Source } from './runs-of';
import { boundText, valueRanges, wholeRange, type ValueRange } from './value-range';

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
  /** What the measure can be read under; none where it is of models as they are. */
  readonly conditions: readonly Choice[];
  readonly condition: Choice | null;
  readonly range: ValueRange;
}

/**
 * Whose runs, which measure, under which attack or failing input, on which axis; the address remembers them, and each measure says what
 * it tells.
 */
export function Choices(props: ChoicesProps): ReactNode {
  const { runs, own, source, chosen, measures, measure, conditions, condition, range } = props;
  const shares = useShares();
  // Of another project, by its address: it is shown, so it must be named.
  const studies = studiesOf(runs.filter((run) => run.planHash === source || own.includes(run)));
  const unit = unitOfMeasure(measure);
  const [least, most] = wholeRange(unit).map((bound) => boundText(bound, unit, shares));
  const ranges = { whole: words.ranges.whole(least, most), near: words.ranges.near };
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
          w={340}
          searchable
          allowDeselect={false}
          data={measures.map((each) => ({
            value: measureKey(each),
            label: shownText(shares.text(measureTitle(each))),
          }))}
          value={measureKey(measure)}
          onChange={(key) => {
            setQuery({ measure: key });
          }}
        />
        {conditions.length === 0 ? null : (
          <Select
            label={words.under}
            w={320}
            allowDeselect={false}
            searchable
            data={conditions.map(({ identity, title }) => ({ value: identity, label: shownText(title) }))}
            value={condition?.identity ?? null}
            onChange={(identity) => {
              setQuery({ under: identity });
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
