import { Command } from 'commander';
import { CliError, exitCodes } from '../exit.js';
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

export const landscapeCommand = new Command('landscape').description('the landscape file: check').addCommand(check);
