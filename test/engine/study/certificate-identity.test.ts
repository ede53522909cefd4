import { expect, it } from 'vitest';
import { certificateIdentity } from '../../../src/engine/study/cell-id';
import { CertificateChoice } from '../../../src/shared/certificates/certificate';

it('ratios in which radii are told change no vote, so not what a cell is; what is drawn does', () => {
  const choice = { name: 'mmcert', kept: { image: 40, text: 1 } };
  const identity = (more: object) => certificateIdentity(CertificateChoice.parse({ ...choice, ...more }));
  expect(identity({ rays: [{ image: 2, text: 1 }] })).toEqual(identity({}));
  expect(identity({})).toEqual({ certificate: choice });
  expect(identity({ kept: { image: 41, text: 1 } })).not.toEqual(identity({}));
});
