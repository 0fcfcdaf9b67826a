import type { Connection } from '@temporalio/client';
import { isGrpcServiceError } from '@temporalio/client';

/** No call to Temporal waits longer. */
export const DEADLINE_MS = 3_000;

/** gRPC status codes. */
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const UNIMPLEMENTED = 12;

export const attempt = <T>(connection: Connection, call: () => Promise<T>): Promise<T> =>
  connection.withDeadline(Date.now() + DEADLINE_MS, call);

export const isNotFound = (error: unknown): boolean => isGrpcServiceError(error) && error.code === NOT_FOUND;

/** The server will not let us, now or later. */
export const isRefused = (error: unknown): boolean =>
  isGrpcServiceError(error) && [PERMISSION_DENIED, UNIMPLEMENTED].includes(error.code);
