import { Decimal } from 'decimal.js';

export interface NewOrder {
  orderNo: string;
  /** The system's first plant unless told. */
  plant?: string;
  item: string;
  quantity: string;
  uom: string;
  productionVersion?: string;
  /** Where the product is received. */
  location?: string;
  /** On the plant's clock: `2026-03-10T06:00:00`. */
  scheduledStart: string;
  scheduledEnd: string;
  components: NewComponent[];
  operations?: { operationNo: string; workCenter: string; text: string }[];
  released?: boolean;
}

export interface NewComponent {
  item: string;
  /** For the whole order. */
  quantity: string;
  uom: string;
  location?: string;
  operationNo?: string;
  backflush?: boolean;
  fixed?: boolean;
  phantom?: boolean;
  deleted?: boolean;
  bulk?: boolean;
}

export interface PlantOrder extends Required<Omit<NewOrder, 'components' | 'released'>> {
  company: string;
  plant: string;
  reservation: string;
  components: Required<NewComponent>[];
  flags: Record<Flag, boolean>;
  confirmedYield: Decimal;
  /** 14 digits, rising. */
  changed: string;
}

export type Flag =
  | 'released'
  | 'releasedByMes'
  | 'partiallyConfirmed'
  | 'confirmed'
  | 'technicallyCompleted'
  | 'deletionFlag';

export function orderOf(company: string, plant: string, order: NewOrder, reservation: string): PlantOrder {
  return {
    productionVersion: 'B004',
    location: '0001',
    operations: [{ operationNo: '0010', workCenter: 'ASSY-01', text: 'Assemble' }],
    ...order,
    company,
    plant,
    reservation,
    components: order.components.map((component) => ({
      location: 'LINE',
      operationNo: '0010',
      backflush: true,
      fixed: false,
      phantom: false,
      deleted: false,
      bulk: false,
      ...component,
    })),
    flags: {
      released: order.released ?? false,
      releasedByMes: false,
      partiallyConfirmed: false,
      confirmed: false,
      technicallyCompleted: false,
      deletionFlag: false,
    },
    confirmedYield: new Decimal(0),
    changed: '',
  };
}

export type OrderChange = Partial<
  Pick<NewOrder, 'quantity' | 'operations' | 'productionVersion' | 'scheduledStart' | 'scheduledEnd'>
>;

/** Another quantity needs more or less of its components, but for those that are fixed. */
export function changeOrder(order: PlantOrder, change: OrderChange): void {
  const share = new Decimal(change.quantity ?? order.quantity).div(order.quantity);
  Object.assign(order, change);
  for (const component of order.components.filter(({ fixed }) => !fixed))
    component.quantity = new Decimal(component.quantity).times(share).toDecimalPlaces(3).toFixed();
}

export const reservationItemOf = (index: number): string => String(index + 1).padStart(4, '0');

const x = (set: boolean): string => (set ? 'X' : '');
const dateOf = (time: string): string => `/Date(${Date.parse(`${time.slice(0, 10)}T00:00:00Z`)})/`;
const timeOf = (time: string): string => `PT${time.slice(11, 13)}H${time.slice(14, 16)}M${time.slice(17, 19)}S`;

export const etagOf = (order: PlantOrder): string => `W/"'${order.changed}'"`;

/** `A_ProductionOrder_2Type` with all that hangs on it. */
export const orderJson = (order: PlantOrder) => ({
  __metadata: { etag: etagOf(order) },
  ManufacturingOrder: order.orderNo,
  ManufacturingOrderType: 'YBM1',
  CompanyCode: order.company,
  ProductionPlant: order.plant,
  LastChangeDateTime: order.changed,
  Material: order.item,
  ProductionVersion: order.productionVersion,
  TotalQuantity: new Decimal(order.quantity).toFixed(),
  ProductionUnit: order.uom,
  MfgOrderConfirmedYieldQty: order.confirmedYield.toFixed(),
  StorageLocation: order.location,
  OrderIsCreated: x(!order.flags.released),
  OrderIsReleased: x(order.flags.released),
  OrderIsPartiallyConfirmed: x(order.flags.partiallyConfirmed),
  OrderIsConfirmed: x(order.flags.confirmed),
  OrderIsTechnicallyCompleted: x(order.flags.technicallyCompleted),
  OrderIsClosed: '',
  OrderIsLocked: '',
  OrderIsDeleted: '',
  OrderIsMarkedForDeletion: x(order.flags.deletionFlag),
  MfgOrderScheduledStartDate: dateOf(order.scheduledStart),
  MfgOrderScheduledStartTime: timeOf(order.scheduledStart),
  MfgOrderScheduledEndDate: dateOf(order.scheduledEnd),
  MfgOrderScheduledEndTime: timeOf(order.scheduledEnd),
  to_ProductionOrderComponent: order.components.map((component, index) => componentJson(order, component, index)),
  to_ProductionOrderOperation: order.operations.map(({ operationNo, workCenter, text }) => ({
    ManufacturingOrder: order.orderNo,
    ManufacturingOrderOperation: operationNo,
    ManufacturingOrderSubOperation: '',
    MfgOrderOperationText: text,
    WorkCenter: workCenter,
    OperationIsDeleted: '',
  })),
  to_ProductionOrderStatus: statusesOf(order),
});

const componentJson = (order: PlantOrder, component: Required<NewComponent>, index: number) => ({
  Reservation: order.reservation,
  ReservationItem: String(index + 1),
  Material: component.item,
  Plant: order.plant,
  ManufacturingOrder: order.orderNo,
  ManufacturingOrderOperation: component.operationNo,
  StorageLocation: component.location,
  GoodsMovementType: '261',
  BaseUnit: component.uom,
  RequiredQuantity: new Decimal(component.quantity).toFixed(),
  QuantityIsFixed: component.fixed,
  MatlCompIsMarkedForBackflush: component.backflush,
  MatlCompIsMarkedForDeletion: component.deleted,
  IsBulkMaterialComponent: component.bulk,
  MaterialComponentIsPhantomItem: component.phantom,
});

function statusesOf({ orderNo, flags }: PlantOrder) {
  const statuses: [boolean, string, string, string][] = [
    [!flags.released, 'I0001', 'CRTD', 'Created'],
    [flags.released, 'I0002', 'REL', 'Released'],
    [flags.partiallyConfirmed, 'I0010', 'PCNF', 'Partially confirmed'],
    [flags.confirmed, 'I0009', 'CNF', 'Confirmed'],
    [flags.technicallyCompleted, 'I0045', 'TECO', 'Technically completed'],
    [flags.deletionFlag, 'I0076', 'DLFL', 'Deletion flag'],
    [flags.releasedByMes, 'I0999', 'RMES', 'Released by MES'],
  ];
  return statuses
    .filter(([set]) => set)
    .map(([, code, short, name]) => ({
      ManufacturingOrder: orderNo,
      StatusCode: code,
      IsUserStatus: false,
      StatusShortName: short,
      StatusName: name,
    }));
}
