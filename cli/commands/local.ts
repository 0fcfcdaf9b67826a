import { InvalidArgumentError } from 'commander';

/**
 * Runs something of ours that stays up until it is done, or somebody ends it: Ctrl-C ends it in order, a second one
 * at once.
 */
export async function untilEnded(
  quiet: boolean,
  firstWords: string,
  work: (signal: AbortSignal) => Promise<number>,
): Promise<void> {
  (quiet ? process.stderr : process.stdout).write(`${firstWords}\n`);
  // The Temporal binary's place and the like are news for a log, not for people.
  process.env['LOG_LEVEL'] ??= 'warn';
  const ending = new AbortController();
  const end = (): void => {
    if (ending.signal.aborted) process.exit(130);
    process.stderr.write('\nEnding …\n');
    ending.abort();
  };
  process.on('SIGINT', end).on('SIGTERM', end);
  try {
    process.exitCode = await work(ending.signal);
  } catch (failure) {
    if (!ending.signal.aborted) throw failure;
  } finally {
    process.off('SIGINT', end).off('SIGTERM', end);
  }
}

/** @throws InvalidArgumentError */
export function seconds(text: string): number {
  const value = Number(text);
  if (Number.isFinite(value) && value >= 0 && value <= 3_600 && text !== '') return value;
  throw new InvalidArgumentError('must be 0 to 3600 seconds.');
}
