import type { EngineeringChange } from '../../contracts/entities/engineering-change.js';
import { controlledChanges } from './controlled-fields.js';
import { startsAt } from './effectivity.js';

export interface ApprovalNeed {
  reasons: string[];
  /** The owner has not said what becomes of stock and work: whoever approves says it. */
  lacksDisposition: boolean;
}

/** Domain: approval if breaking, disposition missing, or effective in less than the notice. */
export function approvalNeeded(
  change: EngineeringChange,
  zones: Readonly<Record<string, string>>,
  { now, noticeMs }: { now: number; noticeMs: number },
): ApprovalNeed {
  const breaking = change.definitions.flatMap((one) =>
    controlledChanges(one).map(({ name }) => `it changes ${name} of ${one.id}`),
  );
  const soon = change.plants.flatMap(({ plant, effectiveFrom }) => {
    const zone = zones[plant];
    const isSoon = zone !== undefined && startsAt(effectiveFrom, zone) - now < noticeMs;
    return isSoon ? [`it starts ${effectiveFrom} at ${plant}`] : [];
  });
  const lacksDisposition = change.disposition === undefined;
  const undisposed = lacksDisposition ? ['nothing is said of stock and work that was begun'] : [];
  return { reasons: [...breaking, ...undisposed, ...soon], lacksDisposition };
}
