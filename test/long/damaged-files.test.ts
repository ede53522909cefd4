import { testDamagedFiles } from '../engine/data/mapped/damage-suite';

testDamagedFiles(300, 300_000, 'all');
