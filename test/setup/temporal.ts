import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { inject } from 'vitest';
import { atEnd } from './at-end.js';

// Once a process; the engine's own news would drown a failed test's.
Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });

/** What one test file has of the run's Temporal server. */
export interface TestTemporal {
  address: string;
  /** No other test file uses it. */
  namespace: string;
  client: Client;
  /** For workers. */
  connection: NativeConnection;
  bundlePath: string;
}

/** Call it once a file, at the top or in `beforeAll`; the connections close after the file's last test. */
export async function testTemporal(): Promise<TestTemporal> {
  const address = inject('temporalAddress');
  const namespace = claimNamespace();
  const [connection, clientConnection] = await Promise.all([
    NativeConnection.connect({ address }),
    Connection.connect({ address }),
  ]);
  atEnd(async () => {
    await clientConnection.close();
    // A worker that a failed test left running still holds it; the process ends soon.
    await connection.close().catch(() => undefined);
  });
  return {
    address,
    namespace,
    client: new Client({ connection: clientConnection, namespace }),
    connection,
    bundlePath: inject('bundlePath'),
  };
}

/** A folder can be made once: files in several processes agree without talking. */
export function claimNamespace(): string {
  for (let index = 0; ; index += 1) {
    const namespace = `test-${index}`;
    try {
      mkdirSync(join(inject('claims'), namespace));
      return namespace;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
