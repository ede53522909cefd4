/** What went wrong and what to do about it, for the person who reads it. */
export class SetupError extends Error {
  constructor(message, remedy = '') {
    super(remedy === '' ? message : `${message} ${remedy}`);
    this.name = 'SetupError';
  }
}
