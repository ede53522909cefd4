#!/usr/bin/env node
// Starts the command line.
import { createRequire } from 'node:module';
import { built, buildIfStale } from './build-if-stale.mjs';

try {
  buildIfStale();
} catch (error) {
  process.stderr.write(`${error.message}muroan: run "npm ci" and try again.\n`);
  process.exit(1);
}
createRequire(import.meta.url)(built);
