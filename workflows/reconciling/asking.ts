import type { ErrorCode } from '../../contracts/errors.js';
import { decimal } from '../../decisions/arithmetic.js';
import type { Finding } from '../../decisions/reconciliation/causes.js';
import type { Verdict } from '../../decisions/reconciliation/decide.js';
import { type Case, impactOf } from './case.js';

/** What a person said of a difference. */
export type Word = 'CORRECT' | 'COUNT' | 'READ_AGAIN' | 'REJECT';

/** A correction that is proposed, of one document. Who may approve it follows from its cause and its value. */
export async function askForApproval({ kit }: Case, finding: Finding, verdict: Verdict): Promise<Word> {
  kit.enter('AWAITING_APPROVAL');
  const { correction } = verdict;
  const effects = correction?.effects.map(({ key, before, after }) => `${key.lot} ${before} → ${after}`) ?? [];
  const text = `${wordsOf(finding)}; ${correction?.how.toLowerCase()} in the books: ${effects.join(', ')} (${verdict.rule})`;
  const question = { code: codeFor(verdict), text };
  const about = {
    step: 'post correction',
    decision: 'correction',
    impact: impactOf(finding, verdict),
    retry: false,
  } as const;
  for (;;) {
    const choice = await kit.ask('correction', question, about);
    if (choice === 'APPROVE') return 'CORRECT';
    if (choice === 'REJECT') return 'REJECT';
    if (choice === 'RECOUNT') return 'COUNT';
  }
}

function codeFor({ approval, owner }: Verdict): ErrorCode {
  if (owner === 'quality') return 'B-REC-APPROVE-QUALITY';
  return approval === 'FINANCE_AND_PLANT_CONTROLLER' ? 'B-REC-APPROVE-FINANCE' : 'B-REC-APPROVE';
}

/** What is no single document of the books is mended where it belongs. */
export async function askForMending({ kit }: Case, finding: Finding, verdict: Verdict): Promise<Word> {
  kit.enter('AWAITING_APPROVAL');
  const { correction } = verdict;
  const named = [...(correction?.documents ?? []), ...(correction?.numbers ?? [])];
  const what = correction ? `${correction.how.toLowerCase()} ${named.join(', ')}`.trim() : 'find out what is right';
  const question = { code: 'B-REC-BY-HAND' as const, text: `${wordsOf(finding)}: ${what}` };
  const about = {
    step: 'post correction',
    decision: 'by hand',
    impact: impactOf(finding, verdict),
    retry: false,
  } as const;
  for (;;) {
    const choice = await kit.ask('by hand', question, about);
    if (choice === 'MENDED') return 'READ_AGAIN';
    if (choice === 'LEAVE') return 'REJECT';
  }
}

export async function askAboutCause({ kit }: Case, finding: Finding, verdict: Verdict): Promise<Word> {
  kit.enter('ESCALATED');
  const question = { code: 'B-REC-ESCALATED' as const, text: `${wordsOf(finding)} (${verdict.rule})` };
  const about = {
    step: 'read in books',
    decision: 'escalated',
    impact: impactOf(finding, verdict),
    retry: false,
  } as const;
  for (;;) {
    const choice = await kit.ask('escalated', question, about);
    if (choice === 'COUNT') return 'COUNT';
    if (choice === 'CORRECT') return 'CORRECT';
    if (choice === 'CAUSE_FOUND') return 'READ_AGAIN';
    if (choice === 'GIVE_UP') return 'REJECT';
  }
}

const wordsOf = ({ cause, lines }: Finding): string => {
  const each = lines.map(
    ({ key, book, physical, difference }) =>
      `${key.item} ${key.lot} at ${key.locationGroup}: books ${book}, warehouse ${physical}, ${decimal(difference).gt(0) ? '+' : ''}${difference}`,
  );
  return `${cause} ${each.join('; ')}`;
};
