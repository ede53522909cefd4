import { useDeferredValue, useMemo, type ReactNode } from 'react';
import { votesIn, withoutVotes } from '../address/given-votes';
import { setQuery, type Route } from '../address/route';
import { texts } from '../texts/catalogue';
import { useLayout } from '../workspace/use-layout';
import { Answer } from './Answer';
import { Calculator } from './Calculator';
import { Form } from './Form';
import { asked, CertificateDraft, draftOf, firstDraft } from './question';

const words = texts.certificates;

export interface VotesCalculatorProps {
  readonly route: Route;
  readonly chooser: ReactNode;
}

/** What votes guarantee: those of the address, else those that were typed last. */
export function VotesCalculator({ route, chooser }: VotesCalculatorProps): ReactNode {
  const [typed, setTyped, isRead] = useLayout('certificate', CertificateDraft, firstDraft);
  const given = useMemo(() => {
    const votes = votesIn(route);
    return votes === null ? null : draftOf(votes);
  }, [route]);
  const draft = given ?? typed;
  // The form answers each key at once, though what is asked takes a moment to compute.
  const settled = useDeferredValue(draft);
  const { problems } = useMemo(() => asked(draft), [draft]);
  const { question } = useMemo(() => asked(settled), [settled]);
  // What somebody looked at does not take the place of what they typed until they type.
  const set = (changed: CertificateDraft): void => {
    setTyped(changed);
    if (given !== null) setQuery(withoutVotes);
  };
  return (
    <Calculator
      lead={words.lead}
      chooser={chooser}
      isRead={isRead}
      formTitle={words.form}
      form={<Form draft={draft} problems={problems} onChange={set} />}
      answerTitle={words.result}
      answer={question === null ? null : <Answer question={question} />}
      onReset={() => {
        set(firstDraft);
      }}
    />
  );
}
