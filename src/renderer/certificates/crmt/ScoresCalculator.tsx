import { useDeferredValue, useMemo, type ReactNode } from 'react';
import { texts } from '../../texts/catalogue';
import { useLayout } from '../../workspace/use-layout';
import { Calculator } from '../Calculator';
import { Answer } from './Answer';
import { Form } from './Form';
import { asked, firstDraft, ScoresDraft } from './question';

const words = texts.certificates.scores;

/** How far the decision of an orthogonal classifier is from changing: scores, weights and slopes from anywhere. */
export function ScoresCalculator({ chooser }: { readonly chooser: ReactNode }): ReactNode {
  const [draft, setDraft, isRead] = useLayout('scores certificate', ScoresDraft, firstDraft);
  const settled = useDeferredValue(draft);
  const { problems } = useMemo(() => asked(draft), [draft]);
  const { question } = useMemo(() => asked(settled), [settled]);
  return (
    <Calculator
      lead={words.lead}
      chooser={chooser}
      isRead={isRead}
      formTitle={words.form}
      form={<Form draft={draft} problems={problems} onChange={setDraft} />}
      answerTitle={words.result}
      answer={question === null ? null : <Answer question={question} />}
      onReset={() => {
        setDraft(firstDraft);
      }}
    />
  );
}
