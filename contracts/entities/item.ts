import type { Money } from '../quantity.js';

/** What a posting needs to know of an item at a plant (system of record: ERP). */
export interface Item {
  item: string;
  plant: string;
  baseUom: string;
  /** 1 `uom` = `numerator` / `denominator` base units, exact. */
  alternativeUoms: { uom: string; numerator: string; denominator: string }[];
  /** Per `priceUnit` base units; absent where the ERP gives none (an impact is then unknown, never zero). */
  standardCost?: Money;
  priceUnit: string;
  lotControl: boolean;
  /** How closely its stock is watched; absent where nobody has said. */
  abc?: 'A' | 'B' | 'C';
  /** `false` of services and the like: no system's word on them is stock. */
  stocked?: boolean;
}
