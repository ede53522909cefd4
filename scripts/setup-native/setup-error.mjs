/** What went wrong and what to do about it, for the person who reads it. */
export class SetupError extends Error {
  constructor(message, remedy = '') {
    super(remedy === '' ? message : `${message} ${remedy}`);
    this.name = 'SetupError';
  }
}

const remedies = {
  ENOSPC: 'Free some space on that disk, or name a folder on another one with MUROAN_NATIVE.',
  EDQUOT: 'Free some space of your quota, or name a folder on another disk with MUROAN_NATIVE.',
};

/** What the system refused, for the person who reads it; anything else is a fault of the program and stays as it is. */
export function explained(error) {
  if (error instanceof SetupError || typeof error?.syscall !== 'string') return error;
  return new SetupError(
    `The system refuses: ${error.message}.`,
    remedies[error.code] ?? 'Name a folder that may be written to with MUROAN_NATIVE.',
  );
}
