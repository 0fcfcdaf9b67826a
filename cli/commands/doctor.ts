import { createConnection } from 'node:net';
import { Command } from 'commander';
import type { Check } from '../doctor.js';
import { exitCodes } from '../exit.js';
import { type Output, pad } from '../output.js';
import { addressOf, settingsOf } from '../settings.js';

const words: Record<Check['state'], string> = { ok: 'ok', later: 'note', wrong: 'WRONG' };
const CONNECT_MS = 1_000;

export const doctorCommand = new Command('doctor')
  .description('what this machine has and lacks, with a fix for each line; changes nothing')
  .action(async (_, command: Command) => {
    const { output } = settingsOf(command);
    process.env['LOG_LEVEL'] ??= 'warn';
    const { doctor } = await import('../doctor.js');
    const [checks, api] = await Promise.all([doctor(), checkApi(addressOf(command))]);
    const all = [...checks, api];
    output.result(all, () => all.forEach((check) => show(check, output)));
    if (all.some(({ state }) => state === 'wrong')) process.exitCode = exitCodes.refused;
  });

function show({ name, state, found, fix }: Check, { line, paint }: Output): void {
  const [first = '', ...rest] = found.split('\n');
  const style = state === 'ok' ? 'green' : state === 'later' ? 'yellow' : 'red';
  line(`${paint(style, pad(words[state], 6))} ${pad(name, 10)} ${first}`);
  for (const one of rest) line(`${' '.repeat(18)}${one}`);
  if (fix && state !== 'ok') line(`${' '.repeat(18)}→ ${fix}`);
}

/** Whether the API answers where the commands look for it; if nothing does, its port is free. */
async function checkApi(address: string): Promise<Check> {
  const name = 'API';
  try {
    const response = await fetch(new URL('/readyz', address), { signal: AbortSignal.timeout(CONNECT_MS * 3) });
    const reply = (await response.json()) as { store?: string; temporal?: string };
    if (reply.temporal === 'ok') return { name, state: 'ok', found: `${address} answers, store and Temporal too` };
    if (reply.store) {
      return { name, state: 'wrong', found: `${address} answers, Temporal behind it does not`, fix: 'start Temporal' };
    }
  } catch {
    // Said below.
  }
  const taken = await isTaken(address);
  if (taken) {
    const fix = 'end that program, or set HEADRACE_PORT (API) and HEADRACE_URL (commands) to another port';
    return { name, state: 'wrong', found: `something else listens at ${address}`, fix };
  }
  const fix = 'npm run demo, npm run dev, or start the API; HEADRACE_URL names another address';
  return { name, state: 'later', found: `nothing listens at ${address}`, fix };
}

function isTaken(address: string): Promise<boolean> {
  const { hostname, port, protocol } = new URL(address);
  return new Promise((resolve) => {
    const socket = createConnection({ host: hostname, port: Number(port) || (protocol === 'https:' ? 443 : 80) });
    const done = (taken: boolean) => () => {
      socket.destroy();
      resolve(taken);
    };
    socket.setTimeout(CONNECT_MS, done(false));
    socket.once('connect', done(true)).once('error', done(false));
  });
}
