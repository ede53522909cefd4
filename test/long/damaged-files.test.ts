import { testDamagedFiles } from '../engine/data/mapped/damage-suite';
import { testDamagedModels } from '../engine/models/imported/damaged-models-suite';

testDamagedFiles(300, 300_000, 'all');
testDamagedModels(300, 300_000);
