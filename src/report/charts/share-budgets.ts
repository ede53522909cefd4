import { percent } from '../../analysis/format';
import { right } from '../document';

/** Shares removed at which tables tell the height of a curve. */
export const shareBudgets = [0, 0.001, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1] as const;

/** Their columns. */
export const shareBudgetColumns = shareBudgets.map((budget) => right(budget === 0 ? 'none' : `≤ ${percent(budget)}`));
