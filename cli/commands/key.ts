import { createHash, randomBytes } from 'node:crypto';
import { Command } from 'commander';
import { settingsOf } from '../settings.js';

export const keyCommand = new Command('key')
  .description('make a new access key, and the hash of it that the landscape keeps')
  .action((_, command: Command) => {
    const { output } = settingsOf(command);
    const key = `hr_${randomBytes(32).toString('base64url')}`;
    const keySha256 = createHash('sha256').update(key).digest('hex');
    output.result({ key, keySha256 }, () => {
      output.line(`key        ${key}`);
      output.line(`keySha256  ${keySha256}`);
      output.note('The caller keeps the key; the landscape’s `access` gets keySha256. It is not shown again.');
    });
  });
