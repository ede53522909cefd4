import { existsSync, readFileSync } from 'node:fs';

/**
 * Sums the tests of vitest's JSON reports. A report that is missing, and a file that failed before its first test,
 * count as one failure: a crash must not look like success.
 */
export function totals(reports) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const report of reports) {
    if (!existsSync(report)) {
      sum.failed += 1;
      continue;
    }
    for (const file of JSON.parse(readFileSync(report, 'utf8')).testResults) {
      const statuses = file.assertionResults.map(({ status }) => status);
      const failures = statuses.filter((status) => status === 'failed').length;
      sum.passed += statuses.filter((status) => status === 'passed').length;
      sum.skipped += statuses.filter((status) => ['skipped', 'pending', 'todo', 'disabled'].includes(status)).length;
      sum.failed += failures > 0 ? failures : file.status === 'failed' ? 1 : 0;
    }
  }
  return sum;
}
