import { useEffect, useState } from 'react';
import { z } from 'zod';
import { setQuery, type Route } from '../address/route';
import { canonicalJson } from '../../shared/identity';
import { choicesKey, type ChosenPage } from './project-layout';
import { useProject } from './use-project';
import { useLayout } from './use-layout';

type Query = Route['query'];
const Choices = z.record(z.string(), z.string());

/** What a page that was opened with this address shows: what the address chooses, or else what was chosen last. */
export function choicesOnArrival(query: Query, remembered: Query): Query {
  return Object.keys(query).length > 0 ? query : remembered;
}

/**
 * What is chosen on a page stands in its address. Opened without any choice, as the sidebar opens it, a page is given
 * those that were made last in the project shown.
 *
 * @returns null until what was chosen last has been read
 */
export function useChoices(page: ChosenPage, query: Query): Query | null {
  const [project] = useProject();
  const [remembered, remember, isRead] = useLayout<Query>(choicesKey(page, project?.id ?? null), Choices, {});
  const [arrived, setArrived] = useState(false);
  useEffect(() => {
    if (!isRead || arrived) return;
    const choices = choicesOnArrival(query, remembered);
    if (choices !== query) setQuery(choices);
    setArrived(true);
  }, [isRead, arrived, query, remembered]);
  const isNew = arrived && Object.keys(query).length > 0 && canonicalJson(query) !== canonicalJson(remembered);
  useEffect(() => {
    if (isNew) remember(query);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- told once for each query
  }, [isNew, query]);
  return arrived ? query : null;
}
