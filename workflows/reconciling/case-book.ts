import type { CaseReport } from '../../contracts/processes/reconciliation-case.js';

/** Cases that correct without a person: the run that began them waits for their word. */
export class CaseBook {
  readonly #expected = new Set<string>();
  readonly #heard = new Map<string, CaseReport['state']>();

  expect(caseNo: string): void {
    this.#expected.add(caseNo);
  }

  hear({ caseNo, state }: CaseReport): void {
    this.#heard.set(caseNo, state);
  }

  get areDone(): boolean {
    return [...this.#expected].every((caseNo) => this.#heard.has(caseNo));
  }
}
