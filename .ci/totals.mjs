import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Sums the tests of vitest's JSON reports, and names those that failed with the head of what they said. A report that is
 * missing, and a file that failed before its first test, count as one failure: a crash must not look like success.
 */
export function totals(reports) {
  const sum = { passed: 0, skipped: 0, failures: [] };
  for (const report of reports) {
    if (!existsSync(report)) {
      sum.failures.push(`FAILED  ${path.basename(report)}: there is no report.`);
      continue;
    }
    for (const file of JSON.parse(readFileSync(report, 'utf8')).testResults) {
      const name = path.relative('.', file.name);
      const statuses = file.assertionResults.map(({ status }) => status);
      sum.passed += statuses.filter((status) => status === 'passed').length;
      sum.skipped += statuses.filter((status) => ['skipped', 'pending', 'todo', 'disabled'].includes(status)).length;
      const failures = file.assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName, failureMessages }) => told(`${name} › ${fullName}`, failureMessages.join('\n')));
      if (failures.length === 0 && file.status === 'failed') failures.push(told(name, file.message ?? ''));
      sum.failures.push(...failures);
    }
  }
  return { ...sum, failed: sum.failures.length };
}

function told(name, message) {
  return [`FAILED  ${name}`, ...message.split('\n').slice(0, 12)].join('\n  ');
}
