import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { utcTime } from '../../analysis/format';
import { shownText } from '../../shared/text/shown-text';
import { useModelNames } from '../lab/model-names';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { glossary } from '../texts/glossary';
import { goTo } from '../address/route';

const words = texts.app.palette.things;

/**
 * Runs, models, data sets and terms of the glossary, to be found by their names; runs newest first. The lab is asked once
 * the palette is opened.
 */
export function usePaletteThings(opened: boolean): readonly SpotlightActionGroupData[] {
  const asked = { enabled: opened };
  const runs = useRequest('runs.list', {}, asked).value?.runs ?? [];
  const models = useRequest('models.list', {}, asked).value ?? [];
  const datasets = useRequest('data.list', {}, asked).value ?? [];
  const names = useModelNames();
  return [
    {
      group: words.runs,
      actions: [...runs]
        .sort((a, b) => b.createdAt.localeCompare(a.createdAt))
        .map(({ id, name, createdAt, state }) => ({
          id: `run ${id}`,
          label: shownText(name),
          description: `${utcTime(createdAt)} UTC · ${texts.ui.runStates[state]}`,
          onClick: () => {
            goTo('runs', [id]);
          },
        })),
    },
    {
      group: words.models,
      actions: models.map(({ id, title, spec }) => {
        const name = names.get(id);
        return {
          id: `model ${id}`,
          label: shownText(name ?? title),
          description: shownText(name === undefined ? spec.dataset : `${title} · ${spec.dataset}`),
          onClick: () => {
            goTo('models', [id]);
          },
        };
      }),
    },
    {
      group: words.datasets,
      actions: datasets.map(({ name, title }) => ({
        id: `dataset ${name}`,
        label: shownText(title),
        description: shownText(name),
        onClick: () => {
          goTo('datasets', [name]);
        },
      })),
    },
    {
      group: words.terms,
      actions: Object.entries(glossary).map(([id, { term, meaning }]) => ({
        id: `term ${id}`,
        label: term,
        description: meaning,
        onClick: () => {
          goTo('settings', ['glossary'], { term: id });
        },
      })),
    },
  ];
}
