import { Refusal } from './refusal.js';

/** Longest value of a text, or how the value is written. */
type Property = number | 'decimal' | 'date' | 'time' | 'boolean' | 'guid';
type Creatable = Record<string, Property>;

/** As many as a work center has standard values. */
export const WORK_QUANTITIES = [1, 2, 3, 4, 5, 6];

const workQuantities = Object.fromEntries(
  WORK_QUANTITIES.flatMap((n) => [
    [`OpConfirmedWorkQuantity${n}`, 'decimal'],
    [`OpWorkQuantityUnit${n}`, 3],
  ]),
) as Creatable;

/** What may be sent on creation, by the services' metadata; anything else is refused, as SAP does. */
export const creatable = {
  ProdnOrdConf2Type: {
    OrderID: 12,
    Sequence: 6,
    OrderOperation: 4,
    ConfirmationText: 40,
    FinalConfirmationType: 1,
    IsFinalConfirmation: 'boolean',
    APIConfHasNoGoodsMovements: 'boolean',
    ExternalSystemConfirmation: 'guid',
    EnteredByExternalUser: 12,
    PostingDate: 'date',
    ConfirmationUnit: 3,
    ConfirmationYieldQuantity: 'decimal',
    ConfirmationScrapQuantity: 'decimal',
    ConfirmationReworkQuantity: 'decimal',
    VarianceReasonCode: 4,
    ...workQuantities,
  },
  ProdnOrdConfMatlDocItmType: {
    OrderID: 12,
    OrderItem: 4,
    Material: 40,
    Plant: 4,
    Reservation: 10,
    ReservationItem: 4,
    StorageLocation: 4,
    Batch: 10,
    GoodsMovementType: 3,
    GoodsMovementRefDocType: 1,
    InventoryUsabilityCode: 1,
    EntryUnit: 3,
    QuantityInEntryUnit: 'decimal',
  },
  A_MaterialDocumentHeaderType: {
    GoodsMovementCode: 2,
    DocumentDate: 'date',
    PostingDate: 'date',
    ReferenceDocument: 16,
    MaterialDocumentHeaderText: 25,
  },
  A_MaterialDocumentItemType: {
    Material: 40,
    Plant: 4,
    StorageLocation: 4,
    Batch: 10,
    GoodsMovementType: 3,
    GoodsMovementRefDocType: 1,
    IssuingOrReceivingStorageLoc: 4,
    IssgOrRcvgBatch: 10,
    InventoryUsabilityCode: 1,
    PurchaseOrder: 10,
    PurchaseOrderItem: 5,
    Delivery: 10,
    DeliveryItem: 6,
    ManufacturingOrder: 12,
    ManufacturingOrderItem: 4,
    Reservation: 10,
    ReservationItem: 4,
    EntryUnit: 3,
    QuantityInEntryUnit: 'decimal',
  },
  A_OutbDeliveryHeaderType: { ShippingPoint: 4, PlannedGoodsIssueDate: 'date' },
  A_OutbDeliveryItemType: {
    ReferenceSDDocument: 10,
    ReferenceSDDocumentItem: 6,
    ActualDeliveryQuantity: 'decimal',
    DeliveryQuantityUnit: 3,
  },
  A_InbDeliveryHeaderType: {
    Supplier: 10,
    DeliveryDocumentBySupplier: 35,
    DeliveryDate: 'date',
    DeliveryTime: 'time',
  },
  A_InbDeliveryItemType: {
    ReferenceSDDocument: 10,
    ReferenceSDDocumentItem: 6,
    Material: 40,
    ActualDeliveryQuantity: 'decimal',
    DeliveryQuantityUnit: 3,
  },
} as const satisfies Record<string, Creatable>;

const patterns = {
  decimal: /^-?\d{1,10}(\.\d{1,3})?$/,
  date: /^\/Date\(-?\d+\)\/$/,
  time: /^PT\d{2}H\d{2}M\d{2}S$/,
  guid: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
};

/** The values of an entity to create, and of what it brings along. @throws Refusal 400 as Gateway words it */
export function parse(
  type: keyof typeof creatable,
  body: unknown,
  navigation?: string,
): { values: Record<string, unknown>; items: unknown[] } {
  if (typeof body !== 'object' || body === null) throw malformed('The request body is no entity');
  const { [navigation ?? '']: nested, ...values } = body as Record<string, unknown>;
  for (const [name, value] of Object.entries(values)) check(creatable[type], name, value);
  const items = Array.isArray(nested) ? nested : (nested as { results?: unknown } | undefined)?.results;
  return { values, items: Array.isArray(items) ? items : [] };
}

function check(type: Creatable, name: string, value: unknown): void {
  const property = type[name];
  if (property === undefined) throw malformed(`Property '${name}' is invalid`);
  if (property === 'boolean') {
    if (typeof value !== 'boolean') throw malformed(`Property '${name}' has invalid value`);
  } else if (typeof value !== 'string') {
    throw malformed(`Property '${name}' has invalid value`);
  } else if (typeof property === 'number' ? value.length > property : !patterns[property].test(value)) {
    throw malformed(`Property '${name}' has invalid value '${value}'`);
  }
}

const malformed = (message: string): Refusal => new Refusal(400, { code: '/IWBEP/CM_MGW_RT/176', message });
