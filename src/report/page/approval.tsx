import type { ReactNode } from 'react';
import { shownText as shown } from '../../shared/text/shown-text';
import type { Approval } from '../document';

/**
 * The place to sign by hand: what is approved, by whom, when, and under which restrictions. While a warning is undecided
 * it says so instead, and names no one as approving.
 */
export function ApprovalView({ approval }: { approval: Approval }): ReactNode {
  const { plans, analyst, date, decisions, undecided, restrictions } = approval;
  const isOpen = undecided !== '';
  const what = plans.length === 1 ? 'the plan' : 'these plans';
  return (
    <div className="approval">
      {isOpen ? (
        <p>
          Not yet approved: {undecided}. To be signed when all are decided, for {what}:
        </p>
      ) : (
        <p>
          I have read the warnings, the notes and the limits and approve this report
          {restrictions.length === 0 ? '' : ', with the restrictions below,'} for {what}:
        </p>
      )}
      <dl className="facts">
        {plans.map(({ name, planHash }, index) => (
          <div key={index}>
            <dt>{shown(name)}</dt>
            <dd>
              <code>{planHash}</code>
            </dd>
          </div>
        ))}
        <div>
          <dt>Warnings and notes</dt>
          <dd>{decisions}</dd>
        </div>
      </dl>
      <div className="field">
        {isOpen ? 'Prepared by' : 'Name of the analyst'}
        {analyst === '' ? null : <b>{shown(analyst)}</b>}
      </div>
      <div className="field">Date{date === '' ? null : <b>{date}</b>}</div>
      <div className="field wide">
        Restrictions of use
        {restrictions.length === 0 ? null : (
          <ul>
            {restrictions.map((text, index) => (
              <li key={index}>{shown(text)}</li>
            ))}
          </ul>
        )}
      </div>
      <div className="field wide sign">Signature</div>
    </div>
  );
}
