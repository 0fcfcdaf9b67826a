import type { LineState } from '../contracts/entities/reconciliation.js';
import { idSegment, parseRunId } from '../contracts/ids.js';
import {
  reconciliationCase as contract,
  type ReconciliationCaseInput,
} from '../contracts/processes/reconciliation-case.js';
import type { RunView } from '../contracts/view.js';
import type { Finding } from '../decisions/reconciliation/causes.js';
import type { Verdict } from '../decisions/reconciliation/decide.js';
import { stateAfter } from '../decisions/reconciliation/line-state.js';
import { now, openRun } from './kit/index.js';
import { tell } from './kit/peers.js';
import { askAboutCause, askForApproval, askForMending, type Word } from './reconciling/asking.js';
import { type Case, findingOf, readAgain, verdictOn } from './reconciling/case.js';
import { correct, noteVerified, postingFor } from './reconciling/correcting.js';
import { count } from './reconciling/counting.js';
import { decidedLine, explained } from './reconciling/findings.js';

/** Brings one difference of stock to its end: counted, approved and corrected, or left as it is, with who said so. */
export async function reconciliationCase(input: ReconciliationCaseInput): Promise<RunView> {
  const { company, plant, caseNo, policy, lines, items } = input;
  const kit = openRun({
    contract,
    policy,
    key: { process: contract.process, company, plant, key: idSegment(caseNo) },
  });
  const { enter, note, process, undoAll } = kit;
  const about: Case = {
    ...{ kit, input, policy, items, lines: [...lines], counts: [], countings: 0, corrections: 0 },
    ...{ mark: `${caseNo}-${parseRunId(input.runId)?.key ?? ''}`, counters: new Set() },
  };
  let noted = '';
  let isMended = false;
  let hasReported = false;

  return process(async () => {
    const [{ key }] = lines;
    note({ type: 'started', at: now(), by: input.runId });
    note({ type: 'number', at: now(), kind: 'item', number: key.item });
    note({ type: 'number', at: now(), kind: 'lot', number: key.lot });
    note({ type: 'related', at: now(), runId: input.runId, what: 'inventory reconciliation' });
    await settle();
    await report();
  }, cancel);

  async function settle(): Promise<void> {
    for (;;) {
      const finding = findingOf(about);
      if (!finding) return explain();
      const verdict = verdictOn(about, finding);
      noteDecision(finding, verdict);
      if (verdict.decision === 'TOLERATE') return enter('TOLERATED');
      if (verdict.decision !== 'AUTO_CORRECT') await report(stateAfter(verdict.decision));
      if (await goOn(finding, verdict)) return;
    }
  }

  /** @returns whether that was its end */
  async function goOn(finding: Finding, verdict: Verdict): Promise<boolean> {
    const movements = postingFor(about, finding, verdict);
    const word = await wordOn(finding, verdict, movements !== undefined);
    if (word === 'REJECT') {
      enter('REJECTED');
      return true;
    }
    if (word === 'COUNT') {
      if (verdict.decision !== 'REQUEST_COUNT') about.counts = [];
      await count(about, finding, verdict);
    }
    isMended = word === 'READ_AGAIN' && verdict.decision !== 'AWAIT';
    if (word === 'READ_AGAIN') await readAll();
    if (word !== 'CORRECT' || !movements) return false;
    if (!(await correct(about, finding, verdict, movements))) return false;
    enter('CORRECTED');
    return true;
  }

  async function wordOn(finding: Finding, verdict: Verdict, isPostable: boolean): Promise<Word> {
    switch (verdict.decision) {
      case 'AUTO_CORRECT':
        if (!isPostable) return askForMending(about, finding, verdict);
        enter('AUTO_CORRECTING');
        return 'CORRECT';
      case 'REQUEST_COUNT':
        return 'COUNT';
      case 'AWAIT':
        return wait();
      case 'ESCALATE':
        return askAboutCause(about, finding, verdict);
      default:
        return isPostable ? askForApproval(about, finding, verdict) : askForMending(about, finding, verdict);
    }
  }

  async function wait(): Promise<Word> {
    enter('OPEN');
    const until = Date.now() + policy.reconciliation.probeMs;
    await kit.pause(() => false, { what: 'what is under way', from: plant, until });
    return 'READ_AGAIN';
  }

  async function readAll(): Promise<void> {
    const before = about.lines;
    about.lines = await readAgain(about);
    if (isMended) noteVerified(about, before);
  }

  function explain(): void {
    if (isMended) return enter('CORRECTED');
    for (const line of about.lines) note({ type: 'stock-line', at: now(), line: explained(line) });
    enter('EXPLAINED');
  }

  /** Once for each verdict: for whoever asks later why it was decided so. */
  function noteDecision(finding: Finding, verdict: Verdict): void {
    const decided = finding.lines.map((line) => decidedLine(line, finding, verdict, { caseNo }));
    if (JSON.stringify(decided) === noted) return;
    noted = JSON.stringify(decided);
    for (const line of decided) note({ type: 'stock-line', at: now(), line });
  }

  /** The run waits for what corrects itself alone. */
  async function report(state = kit.run.situation.state as LineState): Promise<void> {
    if (hasReported) return;
    hasReported = true;
    await tell(input.runId, { type: 'case', report: { caseNo, state } });
  }

  async function cancel(): Promise<void> {
    await undoAll();
    enter('REJECTED');
    await report();
  }
}
