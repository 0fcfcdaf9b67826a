import { clientConnection, temporalTarget } from '../workers/temporal/connection.js';
import { type NamespaceReport, prepareNamespace } from '../workers/temporal/namespace.js';
import { CliError, exitCodes } from './exit.js';
import { self } from './self.js';

/** @throws CliError when the server does not answer */
export async function prepareHere(retentionDays: number): Promise<NamespaceReport & { address: string }> {
  const target = temporalTarget();
  const { address, namespace } = target;
  try {
    const connection = await clientConnection(target);
    try {
      return { address, ...(await prepareNamespace(connection, namespace, retentionDays)) };
    } finally {
      await connection.close();
    }
  } catch (cause) {
    throw new CliError(`Temporal at ${address} does not answer (${(cause as Error).message})`, {
      exitCode: exitCodes.unreachable,
      next: `${self} doctor; or name a server by TEMPORAL_ADDRESS`,
      cause,
    });
  }
}
