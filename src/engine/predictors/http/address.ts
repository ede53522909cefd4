import { LabError } from '../../../shared/errors';

/** The only names of this machine that no file or network can give to another. */
const loopback: readonly string[] = ['127.0.0.1', '[::1]'];

/** @throws LabError `invalid` for whatever is not plain HTTP to this machine itself */
export function predictorAddress(given: string): URL {
  const refuse = (message: string): LabError =>
    new LabError('invalid', message, {
      where: given,
      remedy: 'Give an address of this machine, such as http://127.0.0.1:8000/.',
    });
  const url = URL.canParse(given) ? new URL(given) : null;
  if (url === null) throw refuse('is no address.');
  if (url.protocol !== 'http:') throw refuse(`is of the kind "${url.protocol}"; a predictor is asked by plain http.`);
  if (!loopback.includes(url.hostname)) {
    throw refuse(`leads to "${url.hostname}"; only 127.0.0.1 and [::1] are asked, and nothing leaves this machine.`);
  }
  if (url.username !== '' || url.password !== '')
    throw refuse('holds a name or password, which the lab does not send.');
  if (url.hash !== '') throw refuse('ends in a part behind #, which no server is told of.');
  return url;
}
