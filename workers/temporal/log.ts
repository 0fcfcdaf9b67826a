import { destination, pino } from 'pino';

export interface Log {
  info(text: string): void;
  warn(text: string): void;
}

/** To stderr: what a command answers on stdout stays readable by programs. */
export const log: Log = pino({ name: 'temporal', level: process.env['LOG_LEVEL'] ?? 'info' }, destination(2));
