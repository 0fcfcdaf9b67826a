import type { ComparisonLine, LineState } from '../../contracts/entities/reconciliation.js';
import { RULE_VERSION } from '../../contracts/entities/reconciliation.js';
import type { StockLineFact } from '../../contracts/facts.js';
import { fingerprint } from '../../decisions/fingerprint.js';
import type { Finding } from '../../decisions/reconciliation/causes.js';
import type { Verdict } from '../../decisions/reconciliation/decide.js';
import { keyText } from '../../decisions/reconciliation/key.js';
import { stateAfter } from '../../decisions/reconciliation/line-state.js';

/** One case for a stock key at a time, whichever run finds it. */
export const caseNoOf = ({ key }: Pick<ComparisonLine, 'key'>): string => `K${fingerprint(keyText(key)).toUpperCase()}`;

export const explained = (line: ComparisonLine): StockLineFact => ({
  ...balancesOf(line),
  ...{ state: 'EXPLAINED', cause: 'IN_FLIGHT', by: whoExplains(line), ruleVersion: RULE_VERSION, forbidden: [] },
});

/** A line of a finding, with what was decided about it. */
export const decidedLine = (
  line: ComparisonLine,
  { cause }: Finding,
  verdict: Verdict,
  more: { state?: LineState; caseNo?: string } = {},
): StockLineFact => ({
  ...balancesOf(line),
  ...{ state: stateAfter(verdict.decision), cause, by: whoExplains(line), rule: verdict.rule },
  ...{ ruleVersion: verdict.ruleVersion, forbidden: verdict.forbidden, owner: verdict.owner },
  ...(verdict.value && { value: verdict.value.amount }),
  ...more,
});

const balancesOf = ({ key, book, physical, difference, inFlight }: ComparisonLine) => ({
  ...{ key, book, physical, difference, inFlight },
});

const whoExplains = ({ explainedBy }: ComparisonLine): string[] => [
  ...new Set(explainedBy.flatMap(({ by }) => by.map((one) => ('run' in one ? one.run : one.system)))),
];
