/** The caller asked for something that does not exist: exit status 2 on the command line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
