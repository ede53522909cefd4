import { testDamagedFiles } from '../engine/data/mapped/damage-suite';

// The reader of Parquet counts up to whatever a page says of its size: a page that lies (the 40th damage) is not given up.
testDamagedFiles(300, 300_000, ['Parquet']);
