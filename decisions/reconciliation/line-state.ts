import type { ComparisonLine, LineDecision, LineState } from '../../contracts/entities/reconciliation.js';
import { isDifference } from './compare.js';

const states: Record<LineDecision, LineState> = {
  AWAIT: 'OPEN',
  TOLERATE: 'TOLERATED',
  AUTO_CORRECT: 'AUTO_CORRECTING',
  REQUEST_COUNT: 'COUNT_REQUESTED',
  REQUEST_APPROVAL: 'AWAITING_APPROVAL',
  ESCALATE: 'ESCALATED',
};

export const stateAfter = (decision: LineDecision): LineState => states[decision];

/** A key that agrees because of what is under way, with who says so; undefined where nothing had to be explained. */
export function explanationOf(
  line: ComparisonLine,
): { state: Extract<LineState, 'EXPLAINED'>; cause: 'IN_FLIGHT'; by: ComparisonLine['explainedBy'] } | undefined {
  if (isDifference(line) || line.explainedBy.length === 0) return undefined;
  return { state: 'EXPLAINED', cause: 'IN_FLIGHT', by: line.explainedBy };
}
