import { Command } from 'commander';
import type { Difference } from '../../landscape/compare.js';
import { CliError, exitCodes } from '../exit.js';
import { table } from '../output.js';
import { settingsOf } from '../settings.js';
import { self } from '../self.js';

const check = new Command('check')
  .description('read a landscape file, and say everything that is wrong with it')
  .argument('[file]', 'HEADRACE_LANDSCAPE unless told')
  .action(async (file: string | undefined, _, command: Command) => {
    const { output } = settingsOf(command);
    const path = file ?? process.env['HEADRACE_LANDSCAPE'];
    if (!path)
      throw new CliError('no landscape is named', {
        exitCode: exitCodes.usage,
        next: `${self} landscape check landscape/demo.yml`,
      });
    const { checkLandscape } = await import('../landscape-check.js');
    const { problems, plants, systems } = await checkLandscape(path);
    output.result({ problems }, () => {
      for (const { path: at, problem, fix } of problems) output.line(`${at}: ${problem}\n  → ${fix}`);
      output.line(
        problems.length === 0
          ? `${path} is right: ${plants} plants, ${systems} systems`
          : `${problems.length} problems`,
      );
    });
    if (problems.length > 0) process.exitCode = exitCodes.refused;
  });

const diff = new Command('diff')
  .description('what two landscapes have differently, their defaults filled in; no secret is shown')
  .argument('<a>', 'a landscape file')
  .argument('<b>', 'another one, such as that of the next environment')
  .addHelpText('after', '\nExit codes:\n  0  they are the same\n  1  they differ\n  2  a file is wrong, or wrong usage')
  .action(async (a: string, b: string, _, command: Command) => {
    const { output } = settingsOf(command);
    const { diffLandscapes } = await import('../landscape-diff.js');
    const { differences, problems } = await diffLandscapes(a, b);
    const wrong = Object.entries(problems);
    if (wrong.length > 0) {
      output.result({ problems }, () => {
        for (const [path, found] of wrong)
          for (const { path: at, problem, fix } of found) output.line(`${path} ${at}: ${problem}\n  → ${fix}`);
      });
      process.exitCode = exitCodes.usage;
      return;
    }
    output.result({ same: differences.length === 0, differences }, () => {
      if (differences.length === 0) return output.line(`${a} and ${b} are the same.`);
      const rows = differences.map((one) => [one.group, whatOf(one), one.a ?? '-', one.b ?? '-']);
      for (const line of table(['', 'WHAT', a, b], rows, output)) output.line(line);
    });
    if (differences.length > 0) process.exitCode = exitCodes.refused;
  });

export const landscapeCommand = new Command('landscape')
  .description('the landscape file: check, diff')
  .addCommand(check)
  .addCommand(diff);

const whatOf = ({ path, plants }: Difference): string =>
  plants ? `${path} (${plants.includes('*') ? 'all plants' : plants.join(' ')})` : path;
