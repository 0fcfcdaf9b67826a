import { Command, CommanderError } from 'commander';
import { Refused } from './client.js';
import { actCommand } from './commands/act.js';
import { demoCommand } from './commands/demo.js';
import { devCommand } from './commands/dev.js';
import { doctorCommand } from './commands/doctor.js';
import { factsCommand } from './commands/facts.js';
import { keyCommand } from './commands/key.js';
import { landscapeCommand } from './commands/landscape.js';
import { messagesCommand } from './commands/messages.js';
import { namespaceCommand } from './commands/namespace.js';
import { noticesCommand } from './commands/notices.js';
import { interfacesCommand, processesCommand } from './commands/processes.js';
import { runsCommand } from './commands/runs.js';
import { showCommand } from './commands/show.js';
import { startCommand } from './commands/start.js';
import { systemsCommand } from './commands/systems.js';
import { traceCommand } from './commands/trace.js';
import { CliError, exitCodes, exitCodesHelp } from './exit.js';

const commands = [
  demoCommand,
  devCommand,
  doctorCommand,
  runsCommand,
  actCommand,
  startCommand,
  messagesCommand,
  noticesCommand,
  showCommand,
  traceCommand,
  systemsCommand,
  processesCommand,
  interfacesCommand,
  factsCommand,
  keyCommand,
  landscapeCommand,
  namespaceCommand,
];

function createProgram(): Command {
  const program = new Command('headrace')
    .description('carries production orders from release to close, over ERP, MES and WMS')
    .option('--url <address>', 'of the API (HEADRACE_URL; http://127.0.0.1:8080)')
    .option('--key <key>', 'access key (HEADRACE_KEY)')
    .option('--json', 'print the API’s JSON, and nothing else, on stdout')
    .addHelpText('after', exitCodesHelp);
  for (const command of commands) program.addCommand(command);
  for (const command of withSubcommands(program)) command.exitOverride().showHelpAfterError('(--help shows how)');
  return program;
}

const withSubcommands = (command: Command): Command[] => [command, ...command.commands.flatMap(withSubcommands)];

/** Says what went wrong in a sentence, and what to do next. */
function fail(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof Refused && process.argv.includes('--json')) {
    process.stdout.write(`${JSON.stringify(error.problem, null, 2)}\n`);
  }
  const { message, stack } = error as Error;
  const isOurs = error instanceof CliError;
  process.stderr.write(`headrace: ${isOurs || !process.env['DEBUG'] ? message : stack}\n`);
  if (isOurs && error.next) process.stderr.write(`  next: ${error.next}\n`);
  return isOurs ? error.exitCode : exitCodes.refused;
}

// Whoever reads has read enough: `headrace runs | head`.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

try {
  await createProgram().parseAsync();
} catch (error) {
  process.exitCode = fail(error);
}
