import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const composeFile = new URL('../../temporal-dev.yml', import.meta.url);

/** What depends on where the server runs: in a container, or beside us on loopback. */
export interface Placement {
  port: number;
  /** Absent: no web interface. */
  uiPort?: number;
  /** Absent: in memory, gone with the process. */
  dbFile?: string;
  namespaces: string[];
}

const placed = /^--(ip|port|ui-ip|ui-port|db-filename|headless|namespace)\b/;

/** The arguments of temporal-dev.yml, on loopback and on these ports. */
export function devServerArguments({ port, uiPort, dbFile, namespaces }: Placement): string[] {
  const compose = parse(readFileSync(composeFile, 'utf8')) as { services: { temporal: { command: string[] } } };
  return [
    ...compose.services.temporal.command.filter((argument) => !placed.test(argument)),
    '--ip=127.0.0.1',
    `--port=${port}`,
    uiPort === undefined ? '--headless' : `--ui-port=${uiPort}`,
    ...(dbFile === undefined ? [] : [`--db-filename=${dbFile}`]),
    ...namespaces.map((namespace) => `--namespace=${namespace}`),
  ];
}
