import type { Published } from './paper';

const conference = (venue: string, short: string) =>
  ({ kind: 'conference', venue: `${venue} (${short})`, short }) as const satisfies Published;

export const acl = conference('Annual Meeting of the Association for Computational Linguistics', 'ACL');
export const cvpr = conference('IEEE/CVF Conference on Computer Vision and Pattern Recognition', 'CVPR');
export const iclr = conference('International Conference on Learning Representations', 'ICLR');
export const icml = conference('International Conference on Machine Learning', 'ICML');
export const neurips = conference('Advances in Neural Information Processing Systems', 'NeurIPS');
