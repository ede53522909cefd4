import { testDamagedFiles } from '../engine/data/mapped/damage-suite';

testDamagedFiles(80, 900_000);
