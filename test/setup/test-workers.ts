import { type Host, type HostOptions, startWorkers } from '../../workers/host.js';

/** Workers in this process, that a test stops and starts. */
export interface TestWorkers {
  startWorkers(): Promise<void>;
  stopWorkers(): Promise<void>;
}

export function testWorkers(options: HostOptions): TestWorkers {
  let host: Host | undefined;
  return {
    async startWorkers() {
      host = await startWorkers(options);
    },
    async stopWorkers() {
      await host?.shutdown();
      host = undefined;
    },
  };
}
