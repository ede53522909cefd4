import type { OperatorName } from '../../../../formats/onnx/operators';
import type { Operator } from '../operator';
import { convolutionOperators } from './convolutions';
import { elementwiseOperators } from './elementwise';
import { normalisationOperators } from './normalisations';
import { pairOperators } from './pairs';
import { pieceOperators } from './pieces';
import { poolOperators } from './pools';
import { productOperators } from './products';
import { recurrentOperators } from './recurrent';
import { reductionOperators } from './reductions';
import { resizeOperators } from './resize';
import { shapeOperators } from './shapes';
import { sourceOperators } from './sources';

export const operators: Readonly<Record<OperatorName, Operator>> = {
  ...convolutionOperators,
  ...elementwiseOperators,
  ...normalisationOperators,
  ...pairOperators,
  ...pieceOperators,
  ...poolOperators,
  ...productOperators,
  ...recurrentOperators,
  ...reductionOperators,
  ...resizeOperators,
  ...shapeOperators,
  ...sourceOperators,
};
