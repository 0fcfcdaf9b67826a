import type { Decimal } from 'decimal.js';

export interface Movement {
  type: '101' | '261' | '311' | '601' | '602';
  orderNo: string;
  item: string;
  plant: string;
  location: string;
  batch: string;
  /** In the item's base unit. */
  quantity: Decimal;
  uom: string;
  entry: { quantity: string; uom: string };
  reservation: string;
  reservationItem: string;
  /** Of a transfer. */
  toLocation?: string;
  delivery?: string;
  deliveryLine?: string;
  /** At standard cost, in the item's currency. */
  value?: string;
}

export interface MaterialDocument {
  number: string;
  year: string;
  /** 16 characters that the sender chose. */
  reference: string;
  text: string;
  postingDate: string;
  confirmation?: string;
  movements: Movement[];
}

export interface PlantConfirmation {
  group: string;
  count: string;
  orderNo: string;
  operation: string;
  externalKey: string;
  text: string;
  uom: string;
  yield: string;
  scrap: string;
  rework: string;
  reason: string;
  final: boolean;
  postingDate: string;
  /** Times of work, by their place among the six. */
  work: { position: number; quantity: string; uom: string }[];
  /** `document` is missing where the movement failed. */
  movements: { movement: Movement; document?: MaterialDocument }[];
}

export interface FailedMovement {
  confirmation: PlantConfirmation;
  movement: Movement;
  reason: string;
}
