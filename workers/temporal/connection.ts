import { setTimeout as sleep } from 'node:timers/promises';
import { Connection, type ConnectionOptions } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';
import { type Log, log } from './log.js';

/** A Temporal server as a profile or the environment names it (`TEMPORAL_ADDRESS`, `TEMPORAL_PROFILE` …). */
export interface TemporalTarget {
  address: string;
  namespace: string;
  /** Whether it was named, or is only the usual place on this machine. */
  named: boolean;
  tls?: NonNullable<NativeConnectionOptions['tls']>;
  apiKey?: string;
  metadata?: Record<string, string>;
}

const CONNECT_MS = 3_000;
const RETRY_MS = 1_000;
const RETRY_MAX_MS = 15_000;

/** Temporal's own profile file and variables, the same that its command line program reads. */
export function temporalTarget(environment = process.env): TemporalTarget {
  const set = Object.entries(environment).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const { namespace, connectionOptions } = loadClientConnectConfig({ overrideEnvVars: Object.fromEntries(set) });
  const { address, tls, apiKey, metadata } = connectionOptions;
  return {
    address: address ?? '127.0.0.1:7233',
    namespace: namespace ?? 'default',
    named: address !== undefined,
    ...(tls && { tls }),
    ...(apiKey !== undefined && { apiKey }),
    ...(metadata && { metadata: metadata as Record<string, string> }),
  };
}

/** For the API and the CLI: connects on first use, so that they come up while the server is down. */
export const lazyConnection = (target: TemporalTarget): Connection => Connection.lazy(optionsOf(target));

/** @throws TransportError or ServiceError when it does not answer within 3 s */
export const clientConnection = (target: TemporalTarget): Promise<Connection> => Connection.connect(optionsOf(target));

/** For workers at boot: tries until the server answers, or until `signal` says to give up. */
export function workerConnection(
  target: TemporalTarget,
  signal?: AbortSignal,
  to: Log = log,
): Promise<NativeConnection> {
  const { address, tls, apiKey, metadata } = optionsOf(target);
  const options = { address, ...(tls && { tls }), ...(apiKey && { apiKey }), ...(metadata && { metadata }) };
  return untilItAnswers(target, () => NativeConnection.connect(options as NativeConnectionOptions), signal, to);
}

export async function untilItAnswers<T>(
  { address }: TemporalTarget,
  connect: () => Promise<T>,
  signal?: AbortSignal,
  to: Log = log,
): Promise<T> {
  for (let waitMs = RETRY_MS; ; waitMs = Math.min(waitMs * 2, RETRY_MAX_MS)) {
    try {
      return await connect();
    } catch (error) {
      signal?.throwIfAborted();
      to.warn(`Temporal at ${address} does not answer (${(error as Error).message}); next try in ${waitMs / 1_000} s`);
      await sleep(waitMs, undefined, { ...(signal && { signal }) });
    }
  }
}

function optionsOf({ address, tls, apiKey, metadata }: TemporalTarget): ConnectionOptions {
  return {
    address,
    connectTimeout: CONNECT_MS,
    ...(tls && { tls }),
    ...(apiKey && { apiKey }),
    ...(metadata && { metadata }),
  };
}
