import { z, type ZodType } from 'zod';
import type { StockBalance } from '../../contracts/entities/stock-balance.js';
import type { StatusChange, Wms } from '../../contracts/ports.js';
import type { RestClient } from '../rest-client.js';
import type { RestWmsConfig } from './config.js';
import { quantity, word } from './replies.js';
import { renamed } from './wire.js';

export const stockStatuses = [
  'UNRESTRICTED',
  'QUALITY',
  'BLOCKED',
  'IN_TRANSIT',
  'EXCESS_HOLD',
  'RETURN',
] as const satisfies readonly StockBalance['status'][];

/** What stock can be told to become; a sample is used up. */
export const changedStatuses = [
  'UNRESTRICTED',
  'QUALITY',
  'BLOCKED',
  'EXCESS_HOLD',
  'RETURN',
  'SAMPLE',
] as const satisfies readonly StatusChange['to'][];

const BALANCES_MAX = 10_000;

export const readStock =
  (rest: RestClient, config: RestWmsConfig): Wms['readStock'] =>
  async ({ plant, item }, context) => {
    const query = new URLSearchParams({ plant, item }).toString();
    return (await rest.read(`/stock?${query}`, stockBalances(config), context)) ?? [];
  };

const stockBalances = ({ locations, stockStatuses: statuses }: RestWmsConfig): ZodType<StockBalance[]> => {
  const balance = z.object({
    location: word.transform((location) => renamed(location, locations)),
    lot: word.min(1).nullish(),
    status: z.preprocess((value) => renamed(value, statuses), z.enum(stockStatuses)),
    qty: quantity,
  });
  return z
    .object({ balances: z.array(balance).max(BALANCES_MAX) })
    .transform(({ balances }) =>
      balances.map(({ location, lot, status, qty }) => ({ location, ...(lot && { lot }), status, quantity: qty })),
    );
};
