import type { Call } from '../kit/calls.js';
import { now, Rejected, transport } from '../kit/index.js';
import type { Undo } from '../kit/undo.js';
import type { About } from './about.js';

/** Became known while it was being undone: the goods are not here any more. */
export class HasLeft extends Error {}

/**
 * Announces what is to be undone of what follows goods issue. The load stays the newest of it: the truck is kept from
 * leaving before anything else is undone.
 */
export async function announce(about: About, step: string, undo: Undo): Promise<void> {
  const { run, undos } = about.kit;
  // A cancel that is due already finds nothing of it to undo: no cancellation of a notice that was never sent.
  await run.boundary();
  undos.announce(step, undo);
  // Also where its number is not known yet: the load is looked for then.
  if (!run.view().undoable.includes('plan load')) return;
  undos.drop('plan load');
  undos.announce('plan load', { by: () => cancelLoad(about) });
}

/** A call whose message is of the moment at which it is undone, as a posting date is. */
export const asOfThen = (call: () => Call): Undo => ({
  get call() {
    return call();
  },
});

/** Undo of the load. Its number may not be known: the reply to the planning can have been lost. */
export async function cancelLoad({ kit, plant, deliveryNo, load: known }: About): Promise<void> {
  const load = known ?? (await kit.step('find load', transport.findLoad({ plant, deliveryNo })));
  if (!load) return;
  const message = { plant, deliveryNo, loadId: load.loadId, reason: 'delivery cancelled' };
  try {
    noteFee(kit, await kit.step('cancel load', transport.cancelLoad(message), { catches: ['B-DEPARTED'] }));
  } catch (failure) {
    if (!(failure instanceof Rejected)) throw failure;
    throw new HasLeft();
  }
}

/** @param answer none where a person has skipped the cancel */
export function noteFee(kit: About['kit'], answer: { fee?: { amount: string; currency: string } } | undefined): void {
  if (answer?.fee) kit.note({ type: 'value', at: now(), what: 'cancellation fee', ...answer.fee });
}

/** What was undone already when it turned out that the goods have left is to be done again. */
export function forgetUndone(about: About): void {
  const stands = new Set(about.kit.run.view().undoable);
  if (!stands.has('bill')) {
    delete about.billed;
    delete about.billingDocumentNo;
  }
  if (!stands.has('send ship notice')) about.done.delete('notice');
  if (!stands.has('accrue freight')) about.done.delete('freight');
  if (!stands.has('plan load')) {
    delete about.load;
    delete about.booked;
  }
  if (!stands.has('post goods issue')) {
    about.done.delete('goods issue');
    delete about.issuedAt;
  }
  delete about.unpicking;
}
