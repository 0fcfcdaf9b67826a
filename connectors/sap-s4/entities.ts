import { z } from 'zod';

/*
 * What is read of SAP's entities, by the names of the services' metadata. The same definition checks a reply and
 * asks for its fields ($select), so that nothing is used that was not asked for.
 */

export const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '');
export const number = z.string().max(40);
/** Edm.String(1) with X in some releases, Edm.Boolean in others. */
export const flag = z
  .union([z.boolean(), z.string()])
  .nullish()
  .transform((value) => value === true || value === 'X' || value === 'true');
const many = <T extends z.ZodType>(one: T) =>
  z.object({ results: z.array(one).max(5000) }).transform(({ results }) => results);

export const fieldsOf = (shape: z.ZodObject): string[] =>
  Object.keys(shape.shape).filter((name) => !name.startsWith('_'));

/** Its own fields and, by navigation, those of what hangs on it. */
export const selectOf = (
  own: z.ZodObject,
  expanded: Record<string, z.ZodObject>,
): { $select: string; $expand: string } => ({
  $select: [
    ...fieldsOf(own).filter((name) => !Object.hasOwn(expanded, name)),
    ...Object.entries(expanded).flatMap(([name, shape]) => fieldsOf(shape).map((field) => `${name}/${field}`)),
  ].join(','),
  $expand: Object.keys(expanded).join(','),
});

export const component = z.object({
  Reservation: text,
  ReservationItem: z.string(),
  Material: z.string(),
  ManufacturingOrderOperation: text,
  StorageLocation: text,
  GoodsMovementType: text,
  BaseUnit: text,
  RequiredQuantity: number,
  QuantityIsFixed: flag,
  MatlCompIsMarkedForBackflush: flag,
  MatlCompIsMarkedForDeletion: flag,
  IsBulkMaterialComponent: flag,
  MaterialComponentIsPhantomItem: flag,
});

export const operation = z.object({
  ManufacturingOrderOperation: z.string(),
  ManufacturingOrderSubOperation: text,
  MfgOrderOperationText: text,
  WorkCenter: text,
  OperationIsDeleted: flag,
});

export const orderStatus = z.object({ StatusCode: z.string(), StatusShortName: text });

export const metadata = z.object({ etag: z.string().optional() }).optional();

/** Enough of an order to set a status. */
export const orderHead = z.object({
  __metadata: metadata,
  ManufacturingOrder: z.string(),
  OrderIsTechnicallyCompleted: flag,
  OrderIsClosed: flag,
  to_ProductionOrderStatus: many(orderStatus),
});

export const orderHeadExpansion = { to_ProductionOrderStatus: orderStatus };

export const productionOrder = z.object({
  ManufacturingOrder: z.string(),
  CompanyCode: text,
  ProductionPlant: z.string(),
  LastChangeDateTime: text,
  Material: z.string(),
  ProductionVersion: text,
  TotalQuantity: number,
  ProductionUnit: z.string(),
  StorageLocation: text,
  OrderIsReleased: flag,
  OrderIsTechnicallyCompleted: flag,
  OrderIsClosed: flag,
  OrderIsLocked: flag,
  OrderIsDeleted: flag,
  OrderIsMarkedForDeletion: flag,
  MfgOrderScheduledStartDate: z.string(),
  MfgOrderScheduledStartTime: z.string(),
  MfgOrderScheduledEndDate: z.string(),
  MfgOrderScheduledEndTime: z.string(),
  to_ProductionOrderComponent: many(component),
  to_ProductionOrderOperation: many(operation),
});

export const productionOrderExpansion = {
  to_ProductionOrderComponent: component,
  to_ProductionOrderOperation: operation,
};

/** What a function import answers with. */
export const functionMessage = z.object({
  SystemMessageType: z.string(),
  SystemMessageIdentification: text,
  SystemMessageNumber: text,
  SystemMessageLongText: text,
});

export const confirmationMovement = z.object({
  MaterialDocument: text,
  MaterialDocumentYear: text,
  Material: z.string(),
  ReservationItem: text,
  GoodsMovementType: z.string(),
  EntryUnit: text,
  QuantityInEntryUnit: number,
});

export const confirmation = z.object({
  ConfirmationGroup: z.string(),
  ConfirmationCount: z.string(),
  ConfirmationText: text,
  ExternalSystemConfirmation: text,
  IsFinalConfirmation: flag,
  IsReversed: flag,
  IsReversal: flag,
  ConfirmationYieldQuantity: number,
  ConfirmationScrapQuantity: number,
  ConfirmationReworkQuantity: number,
  to_ProdnOrdConfMatlDocItm: many(confirmationMovement),
});

export const confirmationExpansion = { to_ProdnOrdConfMatlDocItm: confirmationMovement };

export const createdConfirmation = confirmation.pick({ ConfirmationGroup: true, ConfirmationCount: true });

export const materialDocumentItem = z.object({
  GoodsMovementType: z.string(),
  GoodsMovementIsCancelled: flag,
  ReversedMaterialDocument: text,
  IsAutomaticallyCreated: flag,
});

export const materialDocument = z.object({
  MaterialDocument: z.string(),
  MaterialDocumentYear: z.string(),
  ReferenceDocument: text,
  to_MaterialDocumentItem: many(materialDocumentItem),
});

export const materialDocumentExpansion = { to_MaterialDocumentItem: materialDocumentItem };

export const createdMaterialDocument = materialDocument.pick({ MaterialDocument: true, MaterialDocumentYear: true });

export const valuation = z.object({
  ValuationArea: z.string(),
  ValuationType: text,
  InventoryValuationProcedure: text,
  StandardPrice: number,
  MovingAveragePrice: number,
  PriceUnitQty: number,
  Currency: text,
});

export const unitOfMeasure = z.object({
  AlternativeUnit: z.string(),
  QuantityNumerator: number,
  QuantityDenominator: number,
});

/** `ABCIndicator`: how closely its stock is watched at the plant. */
export const productPlant = z.object({ Plant: z.string(), ABCIndicator: text });

export const product = z.object({
  Product: z.string(),
  ProductType: text,
  BaseUnit: z.string(),
  IsBatchManagementRequired: flag,
  to_Valuation: many(valuation),
  to_ProductUnitsOfMeasure: many(unitOfMeasure),
  to_Plant: many(productPlant),
});

export const productExpansion = {
  to_Valuation: valuation,
  to_ProductUnitsOfMeasure: unitOfMeasure,
  to_Plant: productPlant,
};

export const listOf = many;
