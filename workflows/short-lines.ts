import type { MovementLine } from '../contracts/entities/documents.js';
import type { Trouble } from '../contracts/errors.js';
import type { PlantPolicy } from '../contracts/policy.js';
import type { Posted } from '../contracts/ports.js';
import type { productionToInventory } from '../contracts/processes/production-to-inventory.js';
import type { Call } from './kit/calls.js';
import { Rejected, type openRun } from './kit/index.js';

export type Kit = ReturnType<typeof openRun<typeof productionToInventory>>;

/** Whose postings they are. */
export interface About {
  plant: string;
  orderNo: string;
  policy: PlantPolicy;
}

/** What goes on while a posting waits for stock: the material that it lacks may be on its way. */
export interface Meanwhile {
  due(): boolean;
  serve(): Promise<void>;
}

interface ShortablePosting {
  step: 'post confirmation' | 'post consumption';
  entity: string;
  lines: MovementLine[];
  /** Else the whole posting waits for the stock. */
  mayPark: boolean;
  meanwhile: Meanwhile;
  callFor: (lines: MovementLine[]) => Call<Posted>;
}

export interface Short {
  line: MovementLine;
  trouble: Trouble;
}

/**
 * Posts lines of stock; the ERP rejects the whole posting when one of them is short, so it is posted again without
 * those, under the same key: a rejection is proof that nothing was posted under it.
 */
export async function postWithoutShort(
  kit: Kit,
  posting: ShortablePosting,
): Promise<{ result: Posted; lines: MovementLine[]; short: Short[] }> {
  const { step, entity, mayPark, callFor } = posting;
  let { lines } = posting;
  const short: Short[] = [];
  for (;;) {
    try {
      if (lines.length === 0 && step === 'post consumption') return { result: { documents: [] }, lines, short };
      const result = await kit.step(step, callFor(lines), { entity, catches: ['B-STOCK-SHORT'] });
      kit.settle(`short ${entity}`);
      return { result, lines, short };
    } catch (failure) {
      if (!(failure instanceof Rejected)) throw failure;
      const { trouble } = failure;
      const concerned = lines.filter((line) => line.type === 'GI_PRODUCTION' && trouble.subjects?.includes(line.line));
      if (mayPark && concerned.length > 0) {
        short.push(...concerned.map((line) => ({ line, trouble })));
        lines = lines.filter((line) => !concerned.includes(line));
      } else {
        await waitForStock(kit, posting, trouble);
      }
    }
  }
}

async function waitForStock(kit: Kit, { entity, step, meanwhile }: ShortablePosting, trouble: Trouble): Promise<void> {
  const { inbox, policy } = kit.run;
  kit.enter('BLOCKED');
  inbox.take(['StockChanged']);
  const recheckAt = Date.now() + policy.production.parkedRecheckMs;
  const until = () => inbox.has(['StockChanged']) || meanwhile.due();
  await kit.ask(`short ${entity}`, trouble, { step, until, recheckAt });
  await meanwhile.serve();
}
