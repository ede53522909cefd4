import { MultiSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import { decimal } from '../../analysis/format';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import { mostDrawn } from '../../report/charts/style';
import { shownText } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import type { DrawnChoice } from './use-drawn-models';

const words = texts.results.drawn;

/** Chooses the models that are drawn; nothing where a chart can show them all apart. */
export function DrawnModels(props: { readonly models: readonly ModelAnalysis[] } & DrawnChoice): ReactNode {
  const { models, chosen, choose } = props;
  if (models.length <= mostDrawn) return null;
  return (
    <MultiSelect
      label={words.label}
      description={words.hint(decimal(mostDrawn), decimal(models.length))}
      data={models.map(({ model, title }) => ({ value: model, label: shownText(title) }))}
      value={[...chosen]}
      maxValues={mostDrawn}
      onChange={choose}
    />
  );
}
