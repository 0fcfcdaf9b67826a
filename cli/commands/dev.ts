import { Command } from 'commander';
import { exitCodes } from '../exit.js';
import { untilEnded } from './local.js';

export const devCommand = new Command('dev')
  .description('the demo’s environment without its shift: release orders with curl')
  .action(async () => {
    await untilEnded(
      false,
      'Starting Temporal, a practice plant of two plants, the API and a worker …',
      async (signal) => {
        const { runDev } = await import('../local/dev.js');
        await runDev(signal);
        return exitCodes.done;
      },
    );
  });
