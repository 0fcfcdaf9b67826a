/** What a command's exit code says; --help shows the same. */
export const exitCodes = { done: 0, refused: 1, usage: 2, unreachable: 3 } as const;

export const exitCodesHelp = `
Exit codes:
  0  done
  1  failed or refused
  2  wrong usage
  3  the API, or Temporal behind it, cannot be reached: the same command may be given again`;

/** Ends a command: its message is all that a person sees. */
export class CliError extends Error {
  readonly exitCode: number;
  /** What to do about it, as a command where there is one. */
  readonly next: string | undefined;

  constructor(message: string, options: { exitCode?: number; next?: string | undefined; cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode ?? exitCodes.refused;
    this.next = options.next;
  }
}
