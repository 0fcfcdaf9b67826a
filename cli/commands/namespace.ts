import { Command, InvalidArgumentError } from 'commander';
import { exitCodes } from '../exit.js';
import { settingsOf } from '../settings.js';

const DAYS = 400;

const prepare = new Command('prepare')
  .description('give the Temporal namespace its retention and search attributes; safe to repeat')
  .option('--retention <days>', 'how long Temporal keeps closed runs', days, DAYS)
  .action(async ({ retention }: { retention: number }, command: Command) => {
    const { output } = settingsOf(command);
    const { prepareHere } = await import('../namespace-prepare.js');
    const { address, ...report } = await prepareHere(retention);
    output.result(report, ({ namespace, changes, problems }) => {
      for (const change of changes) output.line(`done: ${change}`);
      for (const problem of problems) output.line(`WRONG ${problem}`);
      if (changes.length + problems.length === 0) output.line(`${namespace} at ${address} has all it needs`);
    });
    if (report.problems.length > 0) process.exitCode = exitCodes.refused;
  });

export const namespaceCommand = new Command('namespace')
  .description('the Temporal namespace (TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, profiles): prepare')
  .addCommand(prepare);

/** @throws InvalidArgumentError */
function days(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 1 && value <= 3_650) return value;
  throw new InvalidArgumentError('must be 1 to 3650 days.');
}
