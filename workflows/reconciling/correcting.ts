import type { MovementLine, DocumentRef } from '../../contracts/entities/documents.js';
import { plantDay } from '../../decisions/plant-time.js';
import { recheckAfter } from '../../decisions/recheck.js';
import type { Finding } from '../../decisions/reconciliation/causes.js';
import { isDifference } from '../../decisions/reconciliation/compare.js';
import type { Verdict } from '../../decisions/reconciliation/decide.js';
import { hasMovedSince } from '../../decisions/reconciliation/settle.js';
import { movementsFor } from '../../decisions/stock-posting.js';
import { erp, now } from '../kit/index.js';
import { type Case, impactOf, readAgain } from './case.js';

/** The document that a correction would be, where it is one. */
export const postingFor = ({ policy }: Case, { lines: [line] }: Finding, { correction }: Verdict) =>
  correction && movementsFor(correction, policy.systems.erp.id, line.uom);

/**
 * Posts the correction, unless either side has moved since it was decided (domain: guard at posting).
 * @returns whether it is posted; else `lines` are as they are now, and it is to be decided anew
 */
export async function correct(
  about: Case,
  finding: Finding,
  verdict: Verdict,
  movements: MovementLine[],
): Promise<boolean> {
  const { kit, input, policy, mark } = about;
  const { plant } = input;
  const decided = about.lines;
  about.lines = await readAgain(about);
  if (about.lines.some((line, index) => decided[index] && hasMovedSince(decided[index], line))) return false;
  about.corrections += 1;
  const entity = `${mark}-${about.corrections}`;
  const day = plantDay(now(), policy.zone);
  const documents: DocumentRef[] = [];
  kit.undos.announce('post correction', { by: () => takeBack(about, entity, documents), entity });
  const call = erp.postGoodsMovement({ plant, documentDate: day, postingDate: day, text: mark, movements });
  documents.push(
    ...(await kit.step('post correction', call, { entity, impact: impactOf(finding, verdict) })).documents,
  );
  await verify(about);
  return true;
}

async function takeBack(
  { kit, input, policy }: Case,
  entity: string,
  documents: readonly DocumentRef[],
): Promise<void> {
  const { plant } = input;
  for (const document of documents) {
    const date = plantDay(now(), policy.zone);
    await kit.step('cancel document', erp.cancelGoodsMovement({ plant, document, date }), {
      entity: `${entity} ${document.number}`,
    });
  }
}

/** Both sides are read again: a success reply is no proof. */
async function verify(about: Case): Promise<void> {
  const { kit, policy } = about;
  const before = about.lines;
  for (let looks = 0; ; looks += 1) {
    const after = await readAgain(about);
    const differing = after.filter(isDifference);
    const isAccepted = differing.length > 0 && (await askAboutRest(differing.map(wordsOf), looks)) === 'ACCEPT';
    if (differing.length > 0 && !isAccepted) continue;
    kit.settle('still differs');
    about.lines = after;
    noteVerified(about, before);
    return;
  }

  function askAboutRest(differences: string[], looks: number): Promise<string> {
    const recheckAt = Date.now() + recheckAfter(policy.reconciliation.probeMs, looks);
    const question = { code: 'B-REC-DIFFERS' as const, text: differences.join('; ') };
    return kit.ask('still differs', question, { step: 'read in books', decision: 'still differs', recheckAt });
  }
}

/** What a correction has come to, for whoever asks later. */
export function noteVerified({ kit, lines }: Case, before: readonly Case['lines'][number][]): void {
  for (const [index, line] of lines.entries()) {
    const was = before[index] ?? line;
    kit.note({ type: 'stock-verified', at: now(), key: line.key, before: balances(was), after: balances(line) });
  }
}

const balances = ({ book, physical, difference }: Case['lines'][number]) => ({ book, physical, difference });

const wordsOf = ({ key, book, physical }: Case['lines'][number]): string =>
  `${key.item} ${key.lot}: books ${book}, warehouse ${physical}`;
