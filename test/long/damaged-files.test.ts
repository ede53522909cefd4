import { testDamagedFiles } from '../engine/data/mapped/damage-suite';

testDamagedFiles(300, 900_000);
