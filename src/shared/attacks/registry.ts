import { apgd, ApgdChoice } from './apgd';
import { decoupling, DecouplingChoice } from './decoupling';
import { ensemble, EnsembleChoice } from './ensemble';
import { exhaustive, ExhaustiveChoice } from './exhaustive';
import { fgsm, FgsmChoice } from './fgsm';
import { hopSkipJump, HopSkipJumpChoice } from './hopskipjump';
import { hotflip, HotflipChoice } from './hotflip';
import { labSearch, LabSearchChoice } from './lab-search';
import { mfa, MfaChoice } from './mfa';
import { mim, MimChoice } from './mim';
import { misspell, MisspellChoice } from './misspell';
import { pgd, PgdChoice } from './pgd';
import { square, SquareChoice } from './square';
import { transfer, TransferChoice } from './transfer';

/** The attacks, in the order in which they are offered. */
export const attackSchemas = [
  DecouplingChoice,
  LabSearchChoice,
  ExhaustiveChoice,
  FgsmChoice,
  PgdChoice,
  MimChoice,
  ApgdChoice,
  MfaChoice,
  SquareChoice,
  HopSkipJumpChoice,
  EnsembleChoice,
  TransferChoice,
  HotflipChoice,
  MisspellChoice,
] as const;

/** What is known of each, by name. */
export const attackFacts = {
  decoupling,
  'lab-search': labSearch,
  exhaustive,
  fgsm,
  pgd,
  mim,
  apgd,
  mfa,
  square,
  hopskipjump: hopSkipJump,
  ensemble,
  transfer,
  hotflip,
  misspell,
} as const;
