import { useEffect, useState } from 'react';
import { countWeightBytes } from '../../analysis/weight-bytes';
import type { Expansion } from '../../shared/plan/plan';
import { useLab } from '../lab/connection';
import { withSignal } from '../lab/with-signal';

/** Bytes of the weights that a plan has trained and the lab does not hold yet; null while they are being counted. */
export function useWeightBytes(expansion: Expansion): number | null {
  const lab = useLab();
  const [counted, setCounted] = useState<{ readonly of: Expansion; readonly bytes: number } | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    countWeightBytes(withSignal(lab, controller.signal), expansion).then(
      (bytes) => {
        setCounted({ of: expansion, bytes });
      },
      // What stands against a recipe, the check of the plan says.
      () => undefined,
    );
    return () => {
      controller.abort();
    };
  }, [lab, expansion]);
  return counted?.of === expansion ? counted.bytes : null;
}
