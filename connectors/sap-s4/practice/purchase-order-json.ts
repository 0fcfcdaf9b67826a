import { Decimal } from 'decimal.js';
import { dateValue, stampValue } from './dates.js';
import { etagOf, type PlantPurchaseOrder, type PlantPurchaseOrderLine } from './purchase-orders.js';

/** `A_PurchaseOrderType` with what hangs on it. */
export const purchaseOrderJson = (order: PlantPurchaseOrder) => ({
  __metadata: { etag: etagOf(order) },
  PurchaseOrder: order.purchaseOrderNo,
  PurchaseOrderType: 'NB',
  CompanyCode: order.company,
  Supplier: order.supplier,
  LastChangeDateTime: stampValue(order.changed),
  DocumentCurrency: order.lines[0]?.currency ?? 'USD',
  ReleaseIsNotCompleted: !order.released,
  PurchasingCompletenessStatus: false,
  PurchasingProcessingStatus: order.released ? '05' : '03',
  PurchasingDocumentDeletionCode: '',
  to_PurchaseOrderItem: order.lines.map((line) => purchaseItemJson(order, line)),
});

/** `A_PurchaseOrderItemType`; SAP shows the number of an item without zeros. */
export const purchaseItemJson = (order: PlantPurchaseOrder, line: PlantPurchaseOrderLine) => ({
  __metadata: { etag: etagOf(order) },
  PurchaseOrder: order.purchaseOrderNo,
  PurchaseOrderItem: line.line,
  PurchasingDocumentDeletionCode: line.deleted ? 'L' : '',
  Material: line.item,
  Plant: line.plant,
  StorageLocation: line.location,
  OrderQuantity: line.quantity.toFixed(),
  PurchaseOrderQuantityUnit: line.uom,
  OrderPriceUnit: line.uom,
  OrderPriceUnitToOrderUnitNmrtr: '1',
  OrdPriceUnitToOrderUnitDnmntr: '1',
  DocumentCurrency: line.currency,
  NetPriceAmount: new Decimal(line.price).toFixed(2),
  NetPriceQuantity: line.priceUnit,
  OverdelivTolrtdLmtRatioInPct: new Decimal(line.overTolerancePct).toFixed(1),
  UnlimitedOverdeliveryIsAllowed: line.unlimited,
  UnderdelivTolrtdLmtRatioInPct: new Decimal(line.underTolerancePct).toFixed(1),
  IsCompletelyDelivered: line.deliveryComplete,
  GoodsReceiptIsExpected: true,
  IsReturnsItem: false,
  to_ScheduleLine: line.schedule.map(({ date, quantity }, index) => ({
    PurchasingDocument: order.purchaseOrderNo,
    PurchasingDocumentItem: line.line,
    ScheduleLine: String(index + 1),
    ScheduleLineDeliveryDate: dateValue(date),
    PurchaseOrderQuantityUnit: line.uom,
    ScheduleLineOrderQuantity: quantity,
  })),
});
