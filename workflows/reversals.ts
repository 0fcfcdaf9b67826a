import type { ConfirmationReversal } from '../contracts/entities/confirmation.js';
import type { InboundEvent } from '../contracts/events.js';
import type { ReportMemory, Standing } from '../decisions/report-memory.js';
import { now } from './kit/index.js';
import type { Postings } from './postings.js';
import type { About, Kit } from './short-lines.js';

type Original = InboundEvent<'OperationConfirmed'>;

/**
 * Reports that take another one back. One that comes before its original waits for it, and all others of the order with
 * it; what cannot be taken back is put before a person, who tells the MES.
 */
export class Reversals {
  readonly #kit: Kit;
  readonly #about: About;
  readonly #memory: ReportMemory;
  readonly #postings: Postings;

  constructor(kit: Kit, about: About, memory: ReportMemory, postings: Postings) {
    this.#kit = kit;
    this.#about = about;
    this.#memory = memory;
    this.#postings = postings;
  }

  /** @param takeOriginal posts the report that it waits for */
  async take(
    reversal: ConfirmationReversal,
    occurredAt: string,
    takeOriginal: (original: Original) => Promise<void>,
  ): Promise<void> {
    const { reverses } = reversal;
    const standing = await this.#awaitOriginal(reversal, takeOriginal);
    if (standing === 'posted' && this.#postings.posted.get(reverses)) {
      const isDone = await this.#postings.reverse(reversal, occurredAt);
      if (isDone) this.#memory.markReversed(reverses);
      this.#memory.keep(reversal, isDone);
    } else if (standing === 'reversed' || standing === 'rejected') {
      // There is nothing left of it to take back.
      const { confirmationId } = reversal;
      this.#kit.note({
        ...{ type: 'duplicate', at: now(), event: 'ConfirmationReversed' },
        ...{ messageId: confirmationId, of: reverses },
      });
      this.#memory.keep(reversal, true);
    } else {
      await this.#refuse(reversal, standing);
      this.#memory.keep(reversal, false);
    }
  }

  async #awaitOriginal(
    reversal: ConfirmationReversal,
    takeOriginal: (original: Original) => Promise<void>,
  ): Promise<Standing> {
    const { policy } = this.#about;
    const { inbox } = this.#kit.run;
    const { reverses } = reversal;
    const isOriginal = ({ data }: Original): boolean => data.confirmationId === reverses;
    const until = Date.now() + policy.production.orphanWindowMs;
    for (;;) {
      const original = inbox.take(['OperationConfirmed'], isOriginal);
      if (original) await takeOriginal(original);
      const standing = this.#memory.standing(reverses);
      if (standing !== 'unknown') return standing;
      this.#kit.enter('BLOCKED');
      if (Date.now() >= until) {
        const hasCome = () => inbox.has(['OperationConfirmed'], isOriginal);
        if ((await this.#askAbout(reversal, `${reverses} is not known here`, hasCome)) === 'REJECT_TO_MES')
          return standing;
        continue;
      }
      const wait = { what: `confirmation ${reverses}, which is reversed`, from: policy.systems.mes.id, until };
      await this.#kit.pause(() => inbox.has(['OperationConfirmed'], isOriginal), wait);
    }
  }

  #askAbout({ confirmationId }: ConfirmationReversal, why: string, until: () => boolean): Promise<string> {
    const text = `${confirmationId} cannot be carried out: ${why}`;
    const about = { step: 'cancel confirmation', decision: 'reversal unknown', until };
    return this.#kit.ask(`reversal ${confirmationId}`, { code: 'B-REVERSAL-UNKNOWN', text }, about);
  }

  /** What is known, and cannot be taken back. */
  async #refuse({ confirmationId, reverses }: ConfirmationReversal, standing: Standing): Promise<void> {
    if (standing === 'unknown') return;
    const [code, why] =
      standing === 'reversal'
        ? (['B-REVERSAL-REVERSED', `${reverses} is a reversal itself`] as const)
        : (['B-REVERSAL-UNKNOWN', `${reverses} was posted too long ago`] as const);
    this.#kit.enter('BLOCKED');
    const question = { code, text: `${confirmationId} cannot be carried out: ${why}` };
    const about = { step: 'cancel confirmation', decision: 'reversal unknown', retry: false } as const;
    while ((await this.#kit.ask(`reversal ${confirmationId}`, question, about)) === 'RETRY');
  }
}
