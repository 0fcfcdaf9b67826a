/** A number as the systems write it: `"78.000"`, never a float (rounding money or stock is not ours to do silently). */
export type Decimal = string;

/** An amount of something in a unit of measure. `uom` is the owning system's code (SAP: `EA`, `KG`). */
export interface Quantity {
  value: Decimal;
  uom: string;
}

export interface Money {
  amount: Decimal;
  currency: string;
}
