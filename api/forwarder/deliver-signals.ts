import { EVENTS_SIGNAL, type InboundEvent, isEventType, routes } from '../../contracts/events.js';
import type { StoredMessage } from '../../store/store.js';
import type { ApiContext } from '../context.js';
import { describeRun } from '../runs/describe-run.js';
import { isNotFound, isPermanent } from '../temporal.js';
import { inboundEvent } from './inbound.js';
import { signalMailbox } from './signal-mailbox.js';

/** Several events share a signal: each costs a run as much as one alone. */
const EVENTS_MAX = 25;
const BYTES_MAX = 256 * 1024;

type SignalRoute = 'signal' | 'signal-with-start';

/** @returns how many are settled */
export async function deliverSignals(
  context: ApiContext,
  target: string,
  route: SignalRoute,
  messages: readonly StoredMessage[],
): Promise<number> {
  for (const chunk of inChunks(messages)) await deliverChunk(context, target, route, chunk);
  return messages.length;
}

export function inChunks(messages: readonly StoredMessage[]): StoredMessage[][] {
  const chunks: StoredMessage[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(message.event ?? '', 'utf8');
    const last = chunks.at(-1);
    if (last && last.length < EVENTS_MAX && bytes + size <= BYTES_MAX) {
      last.push(message);
      bytes += size;
    } else {
      chunks.push([message]);
      bytes = size;
    }
  }
  return chunks;
}

async function deliverChunk(
  context: ApiContext,
  target: string,
  route: SignalRoute,
  chunk: StoredMessage[],
): Promise<void> {
  const { messages } = context.store;
  try {
    const events = chunk.map(inboundEvent);
    await (route === 'signal' ? signal(context, target, events) : signalMailbox(context, target, events));
    await messages.forwarded(
      chunk.map(({ seq }) => seq),
      new Date().toISOString(),
    );
  } catch (error) {
    if (isNotFound(error)) return withoutRun(context, target, chunk);
    if (!isPermanent(error)) throw error;
    // One message that Temporal refuses for ever must not take its neighbours with it.
    if (chunk.length > 1) for (const one of chunk) await deliverChunk(context, target, route, [one]);
    else
      for (const { seq } of chunk)
        await messages.setStatus(seq, 'dead', `refused for ever: ${(error as Error).message}`.slice(0, 500));
  }
}

const signal = ({ temporal }: ApiContext, target: string, events: InboundEvent[]): Promise<void> =>
  temporal.call((client) => client.workflow.getHandle(target).signal<[InboundEvent[]]>(EVENTS_SIGNAL, events));

/** There is no open run: it is closed, or is yet to come and the messages wait for it. */
async function withoutRun({ temporal, store }: ApiContext, target: string, chunk: StoredMessage[]): Promise<void> {
  const run = await temporal.call((client) => describeRun(client, target));
  for (const { seq, type } of chunk) {
    const waits = !run && isEventType(type) && routes[type].route === 'signal';
    if (waits) await store.messages.setStatus(seq, 'orphan', 'waits for its run to be started');
    else if (!run?.isOpen) await store.messages.setStatus(seq, 'dead', run ? 'the run is closed' : 'the run is gone');
  }
}
