import type { Command } from 'commander';
import { Client } from './client.js';
import { createOutput, type Output } from './output.js';

const ADDRESS = 'http://127.0.0.1:8080';

interface Globals {
  url?: string;
  key?: string;
  json?: true;
}

/** What every command that asks the API needs: its options, else the environment. */
export function settingsOf(command: Command): { client: Client; output: Output } {
  const { key, json } = command.optsWithGlobals<Globals>();
  const client = new Client({ url: addressOf(command), key: key ?? process.env['HEADRACE_KEY'] });
  return { client, output: createOutput(json === true) };
}

export const addressOf = (command: Command): string =>
  command.optsWithGlobals<Globals>().url ?? process.env['HEADRACE_URL'] ?? ADDRESS;
