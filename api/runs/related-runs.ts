import { sameKeyIn } from '../../contracts/ids.js';
import { processes } from '../../contracts/processes/index.js';
import { orderToProduction } from '../../contracts/processes/order-to-production.js';
import { productionToInventory } from '../../contracts/processes/production-to-inventory.js';
import type { RecordedFact, Store } from '../../store/store.js';

export interface RelatedRun {
  runId: string;
  /** What it is to this one: `delivery`, `sales order`. */
  what: string;
}

/** The two runs of a production order have one key. */
const others = new Map<string, string>([
  [orderToProduction.process, productionToInventory.process],
  [productionToInventory.process, orderToProduction.process],
]);

/** The runs that this one belongs with: those that it has named, and the other one of a production order. */
export async function relatedRuns(
  { facts: stored }: Pick<Store, 'facts'>,
  runId: string,
  facts: readonly RecordedFact[],
): Promise<RelatedRun[]> {
  const named = facts.flatMap(({ fact }) =>
    fact.type === 'related' ? [[fact.runId, { runId: fact.runId, what: fact.what }] as const] : [],
  );
  return [...new Map(named).values(), ...(await otherOf(stored, runId))];
}

async function otherOf(stored: Store['facts'], runId: string): Promise<RelatedRun[]> {
  const process = others.get(runId.split('/')[0] ?? '');
  if (process === undefined) return [];
  const other = sameKeyIn(process, runId);
  const what = processes[process]?.title.toLowerCase() ?? process;
  return (await stored.run(other)) ? [{ runId: other, what }] : [];
}
