import type { DocumentRef } from '../contracts/entities/documents.js';
import type { ConfirmationPosting } from '../contracts/ports.js';
import { compare, type Incomplete } from '../decisions/agreement.js';
import { backoff } from '../decisions/retry.js';
import type { Totals } from '../decisions/tolerance.js';
import { erp, now } from './kit/index.js';
import type { About, Kit } from './short-lines.js';

/** An ERP may show a confirmation's material documents some seconds after its reply. */
const REREADS = 3;

/**
 * A success reply is no proof: the confirmation is read back and compared with what was meant.
 * @returns what counts as made, and what of it has not moved any stock
 */
export async function verifyConfirmation(
  kit: Kit,
  { policy }: About,
  meant: ConfirmationPosting,
  confirmation: DocumentRef,
): Promise<{ made: Totals; lacks?: Incomplete }> {
  const { confirmationId } = meant;
  const id = `verify ${confirmationId}`;
  const read = erp.readConfirmation({ confirmation });
  for (let rereads = 0; ; ) {
    const stands = await kit.step('verify confirmation', read, { entity: confirmationId });
    const agreement = compare(meant, stands);
    if (agreement.verdict === 'different') {
      kit.enter('BLOCKED');
      const question = { code: 'C-DIFFERENT' as const, text: agreement.text };
      const choice = await kit.ask(id, question, { step: 'verify confirmation', decision: 'difference' });
      if (choice === 'ACCEPT') return { made: stands };
      continue;
    }
    kit.settle(id);
    if (agreement.verdict === 'posted') return { made: madeBy(meant) };
    if (rereads === REREADS) return { made: madeBy(meant), lacks: agreement };
    rereads += 1;
    const until = Date.now() + backoff(policy.retry.read, rereads);
    const waitingFor = { what: 'the movements of the confirmation', from: policy.systems.erp.id, since: now() };
    await kit.run.rest({ condition: 'RUNNING', waitingFor }, () => false, until);
  }
}

export const madeBy = ({ yield: good, scrap, rework }: ConfirmationPosting): Totals => ({
  yield: good.value,
  scrap: scrap.value,
  rework: rework.value,
});
