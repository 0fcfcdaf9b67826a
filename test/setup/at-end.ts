import { afterAll } from 'vitest';

const endings: (() => unknown)[] = [];

/** Runs after the file's last test, the latest first. A hook that is made while another one runs never would. */
export function atEnd(ending: () => unknown): void {
  endings.push(ending);
}

async function end(): Promise<void> {
  for (const ending of endings.reverse()) await ending();
}

// What is set up here is used outside of tests too, where there are no hooks.
if (process.env['VITEST']) afterAll(end);
