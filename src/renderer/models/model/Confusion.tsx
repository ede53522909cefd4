import { Paper } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { ModelDescription } from '../../../shared/models/model-description';
import { Chart } from '../../charts/Chart';
import { useRequest } from '../../lab/use-request';
import { texts } from '../../texts/catalogue';
import { Loaded } from '../../ui/Loaded';
import { confusionChart } from './confusion-chart';

/** Which class a model answers as which, on its test split; the engine has it answer when this is first shown. */
export function Confusion({ model: { id, classes } }: { readonly model: ModelDescription }): ReactNode {
  const score = useRequest('models.score', { model: id });
  const confusion = score.value?.confusion;
  const chart = useMemo(
    () => (confusion === undefined ? null : confusionChart(confusion, classes)),
    [confusion, classes],
  );
  return (
    <Paper component="section" h="100%">
      <Loaded request={score} words={texts.models.confusion.reading}>
        {() => (chart === null ? null : <Chart chart={chart} />)}
      </Loaded>
    </Paper>
  );
}
