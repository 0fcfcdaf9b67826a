import {
  type ApprovalLevel,
  type Cause,
  type ComparisonLine,
  type DecidingRule,
  type LineDecision,
  type NeverAutomatic,
  type ReconciliationPolicy,
  RULE_VERSION,
} from '../../contracts/entities/reconciliation.js';
import type { Money } from '../../contracts/quantity.js';
import type { Role } from '../../contracts/roles.js';
import type { Finding } from './causes.js';
import { type Correction, correctionOf } from './correction.js';
import { type Count, countedOf } from './count.js';
import { answerTo, approvalFor, type Question } from './deciding-rules.js';
import { keyText } from './key.js';
import { type KeyFacts, type RunFacts, whatForbids } from './never-automatic.js';
import { ownerOf } from './owner.js';
import { type Items, ownEntry } from './place.js';
import { isWithinTolerance, strictestOf } from './tolerance.js';
import { valueOfFinding } from './value.js';

export interface DecisionBasis {
  items: Items;
  policy: ReconciliationPolicy;
  run: RunFacts;
  /** By the text of the key; a key of which nothing is known is left out. */
  keys: ReadonlyMap<string, KeyFacts>;
  /** In the order in which they came. */
  counts: readonly Count[];
}

export interface Verdict {
  decision: LineDecision;
  /** The rule that decided. */
  rule: DecidingRule;
  /** Everything that forbids to correct without a person, whatever decided. */
  forbidden: NeverAutomatic[];
  cause: Cause;
  owner: Role;
  /** Of all that is different; of a pair, of what is to be moved. Absent where it is not known. */
  value?: Money;
  /** Of REQUEST_APPROVAL. */
  approval?: ApprovalLevel;
  /** Of REQUEST_COUNT: who has counted already. */
  notBy: string[];
  /** What is proposed, or done; absent where a person has to find it. */
  correction?: Correction;
  ruleVersion: string;
}

const nothingKnown: KeyFacts = { underCount: false, onHold: false, correctedAt: [] };

/** What is to be done about a difference (domain: decide). The same basis gives the same verdict. */
export function decide(finding: Finding, basis: DecisionBasis): Verdict {
  const question = questionOf(finding, basis);
  const { counted, correction, forbidden, worth } = question;
  const { decision, rule } = answerTo(question);
  const isGuess = decision === 'REQUEST_COUNT' && finding.cause === 'UNEXPLAINED';
  return {
    decision,
    rule,
    forbidden,
    cause: finding.cause,
    owner: ownerOf(finding.cause),
    ...(worth && { value: worth }),
    ...(decision === 'REQUEST_APPROVAL' && { approval: approvalFor(question) }),
    notBy: [...new Set(counted.flatMap((one) => (one.is === 'COUNT_ONCE_MORE' ? one.notBy : [])))],
    ...(correction && !isGuess && { correction }),
    ruleVersion: RULE_VERSION,
  };
}

function questionOf(finding: Finding, { items, policy, run, keys, counts }: DecisionBasis): Question {
  const { lines } = finding;
  const itemOf = (line: ComparisonLine) => ownEntry(items, line.key.item);
  const counted = lines.map((line) => countedOf(line, counts));
  const correction = correctionOf(finding, counted[0] ?? { is: 'NOT_COUNTED' });
  const worth = valueOfFinding(finding, items, policy);
  const forbidden = whatForbids(finding, correction, {
    run,
    keys: lines.map(({ key }) => keys.get(keyText(key)) ?? nothingKnown),
    items: lines.map(itemOf),
    worth,
    correctedOften: policy.correctedOften,
  });
  const isTolerable = lines.every((line) => isWithinTolerance(line, itemOf(line), policy));
  const abc = strictestOf(lines.map(itemOf));
  return { finding, forbidden, counted, correction, worth, isTolerable, abc, policy };
}
