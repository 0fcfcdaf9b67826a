import { clientConnection, type TemporalTarget, temporalTarget } from './connection.js';
import { type DevServer, type DevServerOptions, startDevServer } from './dev-server.js';
import { type Log, log } from './log.js';

/** `server` is there only if we started one, and is ours to stop. */
export interface Engine {
  target: TemporalTarget;
  server?: DevServer;
}

/** The Temporal server that the environment or a profile names, if it answers; else a development server of our own. */
export async function connectOrStart(
  options: DevServerOptions = {},
  environment = process.env,
  to: Log = log,
): Promise<Engine> {
  const target = temporalTarget(environment);
  if (target.named) {
    try {
      await (await clientConnection(target)).close();
      to.info(`Temporal: the server at ${target.address}, namespace ${target.namespace}`);
      return { target };
    } catch (error) {
      to.warn(`Temporal at ${target.address} does not answer (${(error as Error).message}); starting one here`);
    }
  }
  const server = await startDevServer(options);
  return { target: { address: server.address, namespace: options.namespaces?.[0] ?? 'default', named: false }, server };
}
