import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROCESS_QUEUE } from '../../contracts/events.js';
import { connectOrStart } from '../../workers/temporal/connect-or-start.js';
import { clientConnection, type TemporalTarget } from '../../workers/temporal/connection.js';
import { prepareNamespace } from '../../workers/temporal/namespace.js';

/** Temporal, as the practice has it. */
export interface Engine {
  target: TemporalTarget;
  /** Its own pages. */
  page: string;
  /** For the processes that are to use it. */
  environment: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

const RETENTION_DAYS = 1;

/**
 * The server that TEMPORAL_ADDRESS or a profile names, with a namespace of this practice's own, so that nothing else
 * there is touched; else a development server of ours.
 * @throws Error when neither can be had
 */
export async function startEngine(folder: string, tell: (happening: string) => void): Promise<Engine> {
  const { target, server } = await connectOrStart({ dbFile: join(folder, 'temporal.db'), ui: true });
  const { address } = target;
  if (server) {
    const noProfile = join(folder, 'temporal.toml');
    writeFileSync(noProfile, '[profile.default]\n');
    const environment = {
      TEMPORAL_CONFIG_FILE: noProfile,
      TEMPORAL_ADDRESS: address,
      TEMPORAL_NAMESPACE: target.namespace,
    };
    return { target, page: server.uiUrl ?? address, environment, stop: () => server.stop() };
  }
  const namespace = `practice-${Date.now().toString(36)}`;
  const connection = await clientConnection(target);
  try {
    const { problems } = await prepareNamespace(connection, namespace, RETENTION_DAYS);
    if (problems.length > 0) throw new Error(`Temporal at ${address}: ${problems.join('; ')}`);
  } finally {
    await connection.close();
  }
  tell(`Temporal at ${address} is used, in the namespace ${namespace}`);
  const given = Object.entries(process.env).filter(([name]) => name.startsWith('TEMPORAL_'));
  const environment = { ...Object.fromEntries(given), TEMPORAL_NAMESPACE: namespace };
  return {
    target: { ...target, namespace },
    page: `${address}, namespace ${namespace}`,
    environment,
    stop: async () => undefined,
  };
}

/** Whether a worker asks for the processes' tasks. It starts on all queues at once. */
export async function isPolled(target: TemporalTarget): Promise<boolean> {
  const connection = await clientConnection(target);
  try {
    const { workflowService } = connection;
    const { pollers } = await workflowService.describeTaskQueue({
      namespace: target.namespace,
      taskQueue: { name: PROCESS_QUEUE },
    });
    return pollers.length > 0;
  } finally {
    await connection.close();
  }
}
