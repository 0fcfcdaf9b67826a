import type { z } from 'zod';
import { ConnectorError } from '../../contracts/errors.js';
import type {
  OrderComponent,
  ProductionOrder,
  ProductionOrderStatus,
} from '../../contracts/entities/production-order.js';
import type { Erp } from '../../contracts/ports.js';
import type { SapConfig } from './config.js';
import { type component, productionOrder, productionOrderExpansion, selectOf } from './entities.js';
import { entity, services } from './odata.js';
import type { SapSession } from './session.js';
import { instantOf } from './times.js';

type SapOrder = z.infer<typeof productionOrder>;
type SapComponent = z.infer<typeof component>;

const GOODS_ISSUE = '261';

export const readOrder =
  (sap: SapSession): Erp['readOrder'] =>
  async ({ orderNo }, { signal }) => {
    const path = entity('A_ProductionOrder_2', orderNo);
    const fields = selectOf(productionOrder, productionOrderExpansion);
    const order = await sap.read(services.productionOrder, path, fields, productionOrder, signal);
    return order && canonical(order, sap);
  };

function canonical(order: SapOrder, { system, config }: SapSession): ProductionOrder {
  const zone = config.zones[order.ProductionPlant] ?? config.zone;
  return {
    company: order.CompanyCode || config.companyCode,
    plant: order.ProductionPlant,
    orderNo: order.ManufacturingOrder,
    sourceVersion: order.LastChangeDateTime,
    status: statusOf(order),
    item: order.Material,
    quantity: { value: order.TotalQuantity, uom: order.ProductionUnit },
    ...timesOf(system, order, zone),
    ...versionsOf(system, order, config),
    location: order.StorageLocation,
    components: order.to_ProductionOrderComponent.filter(isIssued).map(componentOf),
    operations: order.to_ProductionOrderOperation
      .filter((one) => !one.OperationIsDeleted && one.ManufacturingOrderSubOperation === '')
      .map((one) => ({
        operationNo: one.ManufacturingOrderOperation,
        workCenter: one.WorkCenter,
        text: one.MfgOrderOperationText,
      })),
  };
}

/** The flags are cumulative: a completed order is still a released one. */
function statusOf(order: SapOrder): ProductionOrderStatus {
  if (order.OrderIsDeleted || order.OrderIsMarkedForDeletion) return 'DELETED';
  if (order.OrderIsClosed) return 'CLOSED';
  if (order.OrderIsTechnicallyCompleted) return 'TECHNICALLY_COMPLETED';
  if (order.OrderIsLocked) return 'LOCKED';
  return order.OrderIsReleased ? 'RELEASED' : 'CREATED';
}

/**
 * SAP lists a phantom beside its parts, by-products as negative components, and bulk material that orders do not
 * issue: none of them is issued for the order.
 */
const isIssued = (one: SapComponent): boolean =>
  !one.MaterialComponentIsPhantomItem &&
  !one.MatlCompIsMarkedForDeletion &&
  !one.IsBulkMaterialComponent &&
  (one.GoodsMovementType === '' || one.GoodsMovementType === GOODS_ISSUE);

const componentOf = (one: SapComponent): OrderComponent => ({
  line: lineOf(one.ReservationItem),
  ...(one.Reservation && { reservation: one.Reservation }),
  item: one.Material,
  quantity: { value: one.RequiredQuantity, uom: one.BaseUnit },
  fixedQuantity: one.QuantityIsFixed,
  backflush: one.MatlCompIsMarkedForBackflush,
  operationNo: one.ManufacturingOrderOperation,
  issueLocation: one.StorageLocation,
});

/** Services differ in padding a reservation's item; a line must be the same one everywhere. */
export const lineOf = (reservationItem: string): string => reservationItem.padStart(4, '0');

function timesOf(
  system: string,
  order: SapOrder,
  zone: string,
): Pick<ProductionOrder, 'scheduledStart' | 'scheduledEnd'> {
  try {
    return {
      scheduledStart: instantOf(order.MfgOrderScheduledStartDate, order.MfgOrderScheduledStartTime, zone),
      scheduledEnd: instantOf(order.MfgOrderScheduledEndDate, order.MfgOrderScheduledEndTime, zone),
    };
  } catch (cause) {
    const text = `${system}: the dates of order ${order.ManufacturingOrder} cannot be understood`;
    throw new ConnectorError({ code: 'C-BAD-REPLY', text, applied: 'no', upstream: { system } }, { cause });
  }
}

function versionsOf(
  system: string,
  order: SapOrder,
  config: SapConfig,
): Pick<ProductionOrder, 'bomRevision' | 'routingVersion'> {
  const { bomRevision, routingVersion } = new RegExp(config.versionPattern).exec(order.ProductionVersion)?.groups ?? {};
  if (bomRevision && routingVersion) return { bomRevision, routingVersion };
  const text = `${system}: production version "${order.ProductionVersion}" of order ${order.ManufacturingOrder} does not fit the versionPattern`;
  throw new ConnectorError({ code: 'C-MAPPING', text, applied: 'no', upstream: { system } });
}
