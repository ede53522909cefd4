import type { ReactNode } from 'react';
import { visibleText as visible } from '../../shared/visible-text';
import type { Approval } from '../document';

/** The place to sign by hand: what is approved, by whom, when, and under which restrictions. */
export function ApprovalView({ approval: { plans, analyst, date, decisions } }: { approval: Approval }): ReactNode {
  return (
    <div className="approval">
      <p>
        I have read the warnings and the limits and approve this report for{' '}
        {plans.length === 1 ? 'the plan' : 'these plans'}:
      </p>
      <dl className="facts">
        {plans.map(({ name, planHash }, index) => (
          <div key={index}>
            <dt>{visible(name)}</dt>
            <dd>
              <code>{planHash}</code>
            </dd>
          </div>
        ))}
        <div>
          <dt>Warnings</dt>
          <dd>{decisions}</dd>
        </div>
      </dl>
      <div className="field">Name of the analyst{analyst === '' ? null : <b>{visible(analyst)}</b>}</div>
      <div className="field">Date{date === '' ? null : <b>{date}</b>}</div>
      <div className="field wide">Restrictions of use</div>
      <div className="field wide sign">Signature</div>
    </div>
  );
}
