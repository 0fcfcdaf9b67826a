import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

export type History = Parameters<typeof historyToJSON>[0];

// The SDK's own historyToJSON and historyFromJSON refuse its types wherever protobufjs is installed once for
// @temporalio/proto and once more for @temporalio/common. This is what they do, with the copy that knows the types.
const require = createRequire(createRequire(import.meta.url).resolve('@temporalio/proto'));
const protoJson = require('protobufjs/ext/protojson') as {
  toJson(type: unknown, message: unknown): unknown;
  fromJson(type: unknown, json: unknown, options: { ignoreUnknownFields: boolean }): History;
};
const historyType = (require('@temporalio/proto') as { lookupType(name: string): unknown }).lookupType(
  'temporal.api.history.v1.History',
);

/** A stored history, by the name of its file without the extension: `order-to-production.closed`. */
export interface StoredHistory {
  name: string;
  workflowId: string;
  history: History;
}

const folder = fileURLToPath(new URL('.', import.meta.url));
const EXTENSION = '.json.gz';
const fileOf = (name: string): string => `${folder}${name}${EXTENSION}`;

/** Who was where when it was played: nothing that a replay looks at. */
const elsewhere = new Set(['identity', 'stackTrace', 'requestId']);

interface TaskQueue {
  kind: string;
  normalName: string;
}

function told(key: string, value: unknown): unknown {
  if (elsewhere.has(key)) return undefined;
  const { kind, normalName }: Partial<TaskQueue> = key === 'taskQueue' ? (value as TaskQueue) : {};
  return kind === 'TASK_QUEUE_KIND_STICKY' ? { name: normalName, kind: 'TASK_QUEUE_KIND_NORMAL' } : value;
}

export function saveHistory(name: string, history: History): void {
  const text = JSON.stringify(protoJson.toJson(historyType, history), told);
  writeFileSync(fileOf(name), gzipSync(text, { level: 9 }));
}

export const forgetHistory = (name: string): void => rmSync(fileOf(name));

export const historyNames = (): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(EXTENSION))
    .map((file) => file.slice(0, -EXTENSION.length))
    .sort();

export function readHistory(name: string): StoredHistory {
  const text = gunzipSync(readFileSync(fileOf(name))).toString('utf8');
  const history = protoJson.fromJson(historyType, JSON.parse(text), { ignoreUnknownFields: true });
  const { workflowId } = history.events?.[0]?.workflowExecutionStartedEventAttributes ?? {};
  if (!workflowId) throw new Error(`${name}: its first event does not name its workflow`);
  return { name, workflowId, history };
}
