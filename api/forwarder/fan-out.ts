import type { Client } from '@temporalio/client';
import { type InboundEvent, isEventType, routes } from '../../contracts/events.js';
import type { IncomingMessage, StoredMessage } from '../../store/store.js';
import type { ApiContext } from '../context.js';

/** A run that was just entering the state is not listed yet; it is met by a later pass. */
const SETTLES_AFTER_MS = 5_000;
/** Between two passes: lists are rationed by Temporal. */
export const AGAIN_AFTER_MS = 2_500;
const RUNS_MAX = 1_000;

/**
 * Makes a message of its own for every open run of the plant that is in a state its type speaks to. Passes are
 * repeated until the message is some seconds old; what was made before is then a duplicate, and changes nothing.
 * @returns how many are settled
 */
export async function fanOut(context: ApiContext, messages: readonly StoredMessage[]): Promise<number> {
  const startedAt = Date.now();
  const runs = new Map<string, string[]>();
  for (const message of messages) {
    const query = queryFor(message);
    if (!query) continue;
    if (!runs.has(query)) runs.set(query, await context.temporal.call((client) => listed(client, query)));
    const copies = (runs.get(query) ?? []).map((run) => copyFor(run, message));
    if (copies.length > 0) await context.store.messages.receive(copies);
  }
  const settled = messages.filter(({ receivedAt }) => startedAt - Date.parse(receivedAt) >= SETTLES_AFTER_MS);
  await context.store.messages.forwarded(
    settled.map(({ seq }) => seq),
    new Date().toISOString(),
  );
  return settled.length;
}

/** Back-quoted, since names may be reserved words of the query language. */
function queryFor({ type, plant }: StoredMessage): string | undefined {
  const route = isEventType(type) ? routes[type] : undefined;
  if (route?.route !== 'fan-out') return undefined;
  const values = { Process: [route.process], Plant: [plant], State: route.states, ExecutionStatus: ['Running'] };
  const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;
  return Object.entries(values)
    .map(([name, allowed]) => `\`${name}\` IN (${allowed.map(quoted).join(', ')})`)
    .join(' AND ');
}

async function listed(client: Client, query: string): Promise<string[]> {
  const { namespace } = client.options;
  const { executions } = await client.workflowService.listWorkflowExecutions({ namespace, query, pageSize: RUNS_MAX });
  return (executions ?? []).flatMap(({ execution }) => execution?.workflowId ?? []);
}

function copyFor(run: string, message: StoredMessage): IncomingMessage {
  const { source, type, company, plant, occurredAt, raw, hash } = message;
  const messageId = `${message.messageId}>${run}`;
  const event = { ...(JSON.parse(message.event ?? '{}') as Omit<InboundEvent, 'offset'>), messageId };
  const receivedAt = new Date().toISOString();
  return {
    source,
    messageId,
    type,
    company,
    plant,
    occurredAt,
    receivedAt,
    raw,
    hash,
    target: run,
    event: JSON.stringify(event),
    status: 'pending',
  };
}
