import { PretrainedEncoders, type PretrainedEncoder } from '../../../shared/models/pretrained';
import { withField, type Fields } from '../../parts/part-draft';

/** Weights that encoders of a draft start from, by modality; none where what was kept of them is no such thing. */
export function pretrainedIn(training: Fields): Partial<PretrainedEncoders> {
  const read = PretrainedEncoders.safeParse(training.pretrained ?? {});
  return read.success ? read.data : {};
}

/** @param chosen null: the encoder starts anew */
export function withPretrained(training: Fields, modality: string, chosen: PretrainedEncoder | null): Fields {
  return withField(training, 'pretrained', withField(pretrainedIn(training), modality, chosen ?? undefined));
}
