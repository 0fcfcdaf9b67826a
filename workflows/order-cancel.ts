import { orderToProduction } from '../contracts/processes/order-to-production.js';
import type { ProcessContract } from '../contracts/processes/process.js';
import type { Trouble } from '../contracts/errors.js';
import { tell } from './kit/peers.js';
import { close, untilComplete } from './order-execution.js';
import type { OrderRun } from './order-run.js';

/** Undoes what was done; once execution has begun, a person decides how it ends. */
export async function cancel(order: OrderRun): Promise<void> {
  const { kit, known, postings } = order;
  const begun = beginningOf(order);
  kit.enter('CANCELLING');
  const refusal = begun ?? (await kit.undoAll('B-ORDER-STARTED'));
  if (!refusal) {
    await tell(postings, { type: 'closed' });
    return kit.enter('CANCELLED');
  }
  kit.enter('CANCEL_DECISION');
  known.isShort = (await decideHowToEnd(order, refusal)) === 'SHORT_CLOSE';
  if (!known.isShort) kit.run.goOn();
  await untilComplete(order);
  await close(order);
}

const states: ProcessContract['states'] = orderToProduction.states;

/** What says that it has begun: reports that are posted say so, even where the MES does not. */
function beginningOf({ kit, hasReports }: OrderRun): Pick<Trouble, 'text'> | undefined {
  if (hasReports) return { text: 'the order has reports that are posted' };
  return states[kit.run.situation.state]?.begun ? { text: 'the MES has started the order' } : undefined;
}

async function decideHowToEnd({ kit, known }: OrderRun, refusal: Pick<Trouble, 'text'>): Promise<string> {
  for (;;) {
    const made = known.totals ? `; made so far: ${known.totals.progress.yield} ${known.totals.progress.uom}` : '';
    const question = { code: 'B-ORDER-STARTED' as const, text: `${refusal.text}${made}` };
    const choice = await kit.ask('cancel after start', question, { step: 'dispatch', decision: 'cancel after start' });
    if (choice !== 'RETRY') return choice;
  }
}
