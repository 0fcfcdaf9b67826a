import type { ProductionConfirmation } from '../contracts/entities/confirmation.js';
import { plantDay } from '../decisions/plant-time.js';
import { erp, lookUp } from './kit/index.js';
import type { About, Kit } from './short-lines.js';

/** Whether the ERP has the confirmation of a report already, under the key that it would be posted with. */
export async function stands(
  kit: Kit,
  { plant, orderNo, policy }: About,
  report: ProductionConfirmation,
  occurredAt: string,
): Promise<boolean> {
  const { confirmationId, operation, kind, yield: good, scrap, rework } = report;
  const made = { yield: good, scrap, rework, movements: [], postingDate: plantDay(occurredAt, policy.zone) };
  const posting = { plant, orderNo, confirmationId, operation, final: kind === 'FINAL', ...made };
  const how = { entity: confirmationId, postingOf: 'post confirmation' };
  return (await kit.step('look up posting', lookUp(erp.postConfirmation(posting)), how)).found;
}
