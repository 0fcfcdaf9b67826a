import { z, type ZodType } from 'zod';
import type { MesOrder, MesStatus } from '../../contracts/ports.js';
import { mesStatuses, type ValueMap } from './config.js';

const decimal = z.string().regex(/^\d{1,13}(\.\d{1,6})?$/);
const word = z.string().max(200);

/** An order as the MES shows it, with the key that it was last written under where the MES keeps it. */
export interface ShownOrder {
  orderNo: string;
  status: MesStatus;
  version: string;
  quantity: { value: string; uom: string };
  reported: { yield: string; scrap: string; rework: string };
  rejection?: { code: string; text: string } | null | undefined;
  idempotencyKey?: string | null | undefined;
}

export const shownOrder = ({ status: known }: ValueMap): ZodType<ShownOrder> =>
  z.object({
    orderNo: word,
    status: z.preprocess(
      (value) => (typeof value === 'string' && Object.hasOwn(known, value) ? known[value] : value),
      z.enum(mesStatuses),
    ),
    version: word,
    quantity: z.object({ value: decimal, uom: word }),
    reported: z.object({ yield: decimal, scrap: decimal, rework: decimal }),
    rejection: z.object({ code: word, text: z.string().transform((text) => text.slice(0, 500)) }).nullish(),
    idempotencyKey: z.string().max(500).nullish(),
  });

export function mesOrder(
  system: string,
  { orderNo, status, version, quantity, reported, rejection }: ShownOrder,
): MesOrder {
  return {
    documents: [{ system, type: 'MES_ORDER', number: orderNo }],
    status,
    version,
    quantity,
    reported,
    ...(rejection && { rejection }),
  };
}
