import { Decimal } from 'decimal.js';

export interface NewItem {
  item: string;
  baseUom: string;
  /** By batches. */
  lotControl?: boolean;
  /** Per base unit; none is kept where it is left out. */
  standardCost?: string;
  currency?: string;
  /** 1 `uom` = `numerator` / `denominator` base units. */
  alternativeUoms?: { uom: string; numerator: string; denominator: string }[];
  /** Opening stock at the line-side location of each plant. */
  stock?: string;
  /** Where that stock lies, if elsewhere. */
  location?: string;
  /** Gross, of a base unit; 1 unless told. */
  weightKg?: string;
  /** Received into quality stock. */
  inspected?: boolean;
  /** How closely its stock is watched; left out, nobody has said. */
  abc?: 'A' | 'B' | 'C';
}

export type PlantItem = Required<Omit<NewItem, 'stock' | 'location' | 'standardCost' | 'weightKg' | 'abc'>> & {
  abc: string;
  plants: readonly string[];
  standardCost: string;
  weightKg: string;
};

export const itemOf = (
  plants: readonly string[],
  { item, baseUom, lotControl, standardCost, currency, alternativeUoms, weightKg, inspected, abc }: NewItem,
): PlantItem => ({
  plants,
  item,
  baseUom,
  lotControl: lotControl ?? false,
  standardCost: standardCost ?? '0.00',
  currency: currency ?? 'USD',
  alternativeUoms: alternativeUoms ?? [],
  weightKg: weightKg ?? '1',
  inspected: inspected ?? false,
  abc: abc ?? '',
});

/** A quantity in base units; undefined where the item has no such unit. */
export function inBaseUnits(item: PlantItem, quantity: string, uom: string): Decimal | undefined {
  if (uom === item.baseUom) return new Decimal(quantity);
  const unit = item.alternativeUoms.find((one) => one.uom === uom);
  return unit && new Decimal(quantity).times(unit.numerator).div(unit.denominator);
}

/** `A_ProductPlantQualityMgmtType` */
export const qualityJson = ({ item, plants, inspected }: PlantItem) =>
  plants.map((plant) => ({
    Product: item,
    Plant: plant,
    HasPostToInspectionStock: inspected,
    QualityMgmtCtrlKey: '',
  }));

/** `A_ProductType` */
export const productJson = (item: PlantItem) => ({
  Product: item.item,
  ProductType: 'FERT',
  BaseUnit: item.baseUom,
  IsBatchManagementRequired: item.lotControl,
  IsMarkedForDeletion: false,
  to_Plant: item.plants.map((plant) => ({ Product: item.item, Plant: plant, ABCIndicator: item.abc })),
  to_Valuation: item.plants.map((plant) => ({
    Product: item.item,
    ValuationArea: plant,
    ValuationType: '',
    InventoryValuationProcedure: 'S',
    StandardPrice: new Decimal(item.standardCost).toFixed(2),
    MovingAveragePrice: '0.00',
    PriceUnitQty: '1',
    Currency: item.currency,
  })),
  to_ProductUnitsOfMeasure: [{ uom: item.baseUom, numerator: '1', denominator: '1' }, ...item.alternativeUoms].map(
    (unit) => ({
      Product: item.item,
      AlternativeUnit: unit.uom,
      QuantityNumerator: unit.numerator,
      QuantityDenominator: unit.denominator,
      BaseUnit: item.baseUom,
    }),
  ),
});
