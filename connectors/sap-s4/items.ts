import type { z } from 'zod';
import type { Item } from '../../contracts/entities/item.js';
import type { Erp } from '../../contracts/ports.js';
import { listOf, product, productExpansion, selectOf } from './entities.js';
import { quoted, services } from './odata.js';
import type { SapSession } from './session.js';

type SapProduct = z.infer<typeof product>;

/** So that the filter stays well below what web servers take as an address. */
const ITEMS_PER_CALL = 25;
const MOVING_AVERAGE = 'V';
/** Services, and material that is expensed when it is bought. */
const NOT_STOCKED = ['DIEN', 'SERV', 'NLAG'];
const classes: readonly string[] = ['A', 'B', 'C'];

export const readItems =
  (sap: SapSession): Erp['readItems'] =>
  async ({ plant, items }, { signal }) => {
    const wanted = [...new Set(items)];
    const found: Item[] = [];
    while (wanted.length > 0) {
      const some = wanted.splice(0, ITEMS_PER_CALL);
      const $filter = some.map((item) => `Product eq ${quoted(item)}`).join(' or ');
      const parameters = { $filter, ...selectOf(product, productExpansion) };
      const products = await sap.read(services.product, 'A_Product', parameters, listOf(product), signal);
      found.push(...(products ?? []).map((one) => itemOf(one, plant)));
    }
    return found;
  };

function itemOf(one: SapProduct, plant: string): Item {
  // Valued apart by batch or origin, an item has a price for each; the one without a type stands for all.
  const valuation = one.to_Valuation.find(
    ({ ValuationArea, ValuationType }) => ValuationArea === plant && ValuationType === '',
  );
  const price =
    valuation?.InventoryValuationProcedure === MOVING_AVERAGE ? valuation.MovingAveragePrice : valuation?.StandardPrice;
  const abc = one.to_Plant.find(({ Plant }) => Plant === plant)?.ABCIndicator ?? '';
  const units = one.to_ProductUnitsOfMeasure.filter(({ AlternativeUnit }) => AlternativeUnit !== one.BaseUnit);
  return {
    item: one.Product,
    plant,
    baseUom: one.BaseUnit,
    alternativeUoms: units.map((unit) => ({
      uom: unit.AlternativeUnit,
      numerator: unit.QuantityNumerator,
      denominator: unit.QuantityDenominator,
    })),
    ...(valuation && price && isPrice(price) && { standardCost: { amount: price, currency: valuation.Currency } }),
    priceUnit: valuation?.PriceUnitQty ?? '1',
    lotControl: one.IsBatchManagementRequired,
    ...(isClass(abc) && { abc }),
    stocked: !NOT_STOCKED.includes(one.ProductType),
  };
}

const isClass = (abc: string): abc is NonNullable<Item['abc']> => classes.includes(abc);

/** Zero is what SAP shows where none is kept. */
const isPrice = (price: string): boolean => /[1-9]/.test(price);
