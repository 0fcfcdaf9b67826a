import { ApplicationFailure } from '@temporalio/common';
import {
  condition,
  defineQuery,
  defineSignal,
  defineUpdate,
  setHandler,
  upsertMemo,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow';
import { defineSearchAttributeKey } from '@temporalio/common';
import type { ActionReceipt, ActionRequest, Refusal, RefusalType } from '../../../contracts/actions.js';
import type { InboundEvent } from '../../../contracts/events.js';
import { VIEW_MEMO } from '../../../contracts/start.js';
import type { RunView } from '../../../contracts/view.js';

export const receivedQuery = defineQuery<InboundEvent[]>('received');
const events = defineSignal<[InboundEvent[]]>('events');
const act = defineUpdate<ActionReceipt, [ActionRequest]>('act');

const REVISION = 7;

const refusal = (type: RefusalType): ApplicationFailure => {
  const details: Refusal = { allowed: ['hold', 'hold', 'retry'], revision: REVISION };
  return ApplicationFailure.create({ type, message: `refused as ${type}`, details: [details], nonRetryable: true });
};

/** A run that takes what it is sent as the real ones do, and tells what it had. `text: close` ends it. */
async function listen(): Promise<void> {
  const received: InboundEvent[] = [];
  let closing = false;
  setHandler(receivedQuery, () => received);
  setHandler(events, (batch) => {
    const last = received.at(-1)?.offset ?? 0;
    received.push(...batch.filter((event) => event.offset > last));
  });
  setHandler(
    act,
    ({ actionId, text }) => {
      if (text === 'close') closing = true;
      if (text.startsWith('state ')) enter(text.slice(6));
      return { actionId, revision: REVISION };
    },
    {
      validator({ text, expectedRevision }) {
        if (expectedRevision !== undefined && expectedRevision !== REVISION) throw refusal('STALE_REVISION');
        if (text.startsWith('refuse ')) throw refusal(text.slice(7) as RefusalType);
      },
    },
  );
  publish({ revision: REVISION, undoable: ['stage components', 'dispatch'] });
  await condition(() => closing);
}

function enter(state: string): void {
  publish({ state });
  upsertSearchAttributes([{ key: defineSearchAttributeKey('State', 'KEYWORD'), value: state }]);
}

function publish(change: Partial<RunView>): void {
  upsertMemo({ [VIEW_MEMO]: { ...(workflowInfo().memo?.[VIEW_MEMO] as RunView), ...change } });
}

export {
  listen as orderToProduction,
  listen as outboundDelivery,
  listen as productionToInventory,
  listen as shipToCash,
};
