#!/usr/bin/env node
// Starts the command line.
import { createRequire } from 'node:module';
import { built, buildOrExit } from './build-if-stale.mjs';

buildOrExit();
createRequire(import.meta.url)(built);
