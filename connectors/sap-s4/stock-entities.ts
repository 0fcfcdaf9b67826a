import { z } from 'zod';
import { number, text } from './entities.js';
import { stockLevel } from './sales-entities.js';

/* What is read of SAP's entities to see its stock as it was; see entities.ts. */

/** Stock of one item at one place. */
export const stockLine = stockLevel.extend({ Material: z.string() });

export const movedItem = z.object({
  Material: text,
  Plant: text,
  StorageLocation: text,
  Batch: text,
  GoodsMovementType: z.string(),
  InventorySpecialStockType: text,
  InventoryUsabilityCode: text,
  IssuingOrReceivingStorageLoc: text,
  IssuingOrReceivingPlant: text,
  IssgOrRcvgBatch: text,
  QuantityInBaseUnit: number,
  MaterialBaseUnit: text,
});

const many = z.object({ results: z.array(movedItem).max(5_000) }).transform(({ results }) => results);

export const movedDocument = z.object({
  MaterialDocument: z.string(),
  MaterialDocumentYear: z.string(),
  CreationDate: z.string(),
  CreationTime: z.string(),
  to_MaterialDocumentItem: many,
});

export const movedExpansion = { to_MaterialDocumentItem: movedItem };

/** All of a list: of one that SAP shows in part, less would seem to have moved than did. */
export const whole = <T extends z.ZodType>(one: T, most: number) =>
  z.object({ results: z.array(one).max(most), __next: z.never().optional() }).transform(({ results }) => results);
