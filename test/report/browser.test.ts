import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { findPrinter } from '../../src/host/pdf/browser';
import { decoupling, pgd } from '../analysis/synthetic-run';
import { pageOf, syntheticReport } from './synthetic-report';

const printer = findPrinter();

test.skipIf(printer?.kind !== 'chromium')('a real browser draws every chart and its policy refuses nothing', () => {
  const plotly = path.join(path.dirname(createRequire(import.meta.url).resolve('plotly.js/package.json')), 'dist');
  const html = pageOf(
    syntheticReport({ count: 60, attacks: [decoupling(), decoupling(['image']), pgd([{ image: 0.1 }])] }),
    { plotly: readFileSync(path.join(plotly, 'plotly-basic.min.js'), 'utf8') },
  );
  const folder = mkdtempSync(path.join(tmpdir(), 'report-'));
  try {
    const page = path.join(folder, 'report.html');
    writeFileSync(page, html);
    const { stdout, stderr } = spawnSync(
      printer!.program,
      [
        '--headless',
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-background-networking',
        `--user-data-dir=${path.join(folder, 'profile')}`,
        '--enable-logging=stderr',
        '--virtual-time-budget=20000',
        '--dump-dom',
        pathToFileURL(page).href,
      ],
      { encoding: 'utf8', maxBuffer: 64 * 2 ** 20, timeout: 60_000 },
    );
    expect(stderr).not.toMatch(/Content Security Policy|Uncaught|Refused to/);
    expect(stdout).toContain('data-charts="drawn"');
    const charts = stdout.match(/id="chart-[a-z-]+"/g)!;
    expect(charts.length).toBeGreaterThanOrEqual(4);
    expect(stdout.match(/class="main-svg"[^>]*style="background/g)?.length).toBe(charts.length);
    expect(stdout.replaceAll(/<script[\s\S]*?<\/script>/g, '')).not.toMatch(/modebar-btn|plotlylogo/);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
});
