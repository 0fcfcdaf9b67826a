import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';

/** A child process that does not outlive us, however we end: its watchdog sees our end of a pipe close. */
export interface BoundProcess {
  child: ChildProcess;
  /** Resolves when it has ended. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Its own process group, so that Ctrl-C in a terminal reaches us alone and we end things in order. */
export function spawnBound(command: string, args: string[], logFile: string, env = process.env): BoundProcess {
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log], env });
  closeSync(log);
  child.on('error', () => undefined);
  const watchdog = spawn('sh', ['-c', `cat >/dev/null; kill -9 ${child.pid}`], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.on('error', () => undefined);
  child.once('exit', () => watchdog.kill('SIGKILL'));
  for (const one of [child, watchdog]) one.unref();
  return {
    child,
    async end(signal) {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
      const exited = once(child, 'exit');
      child.ref();
      child.kill(signal);
      await exited;
    },
  };
}
