import { z } from 'zod';
import { definitionEntities } from '../../contracts/entities/engineering-change.js';
import { flag, listOf, text } from './entities.js';

/* What is read of an engineering change, by the names of the customer's own service; see entities.ts. */

export const changePlant = z.object({
  Plant: z.string(),
  /** On the plant's clock. */
  EffectiveFrom: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/),
  IsReady: flag,
});

export const changeDefinition = z.object({
  DefinitionType: z.enum(definitionEntities),
  DefinitionObject: z.string(),
  FromVersion: text,
  ToVersion: z.string(),
  ContentHash: z.string(),
});

export const changeField = z.object({
  DefinitionType: z.enum(definitionEntities),
  DefinitionObject: z.string(),
  FieldName: z.string(),
  OldValue: text,
  NewValue: text,
  IsExtension: flag,
});

export const engineeringChange = z.object({
  ChangeNumber: z.string(),
  CompanyCode: text,
  ChangeVersion: z.string().regex(/^\d{1,9}$/),
  ChangeStatus: z.enum(['DRAFT', 'RELEASED', 'WITHDRAWN', 'SUPERSEDED']),
  SupersededBy: text,
  Material: z.string(),
  FromRevision: text,
  ToRevision: z.string(),
  Disposition: z.preprocess(
    (value) => (value === '' || value === null ? undefined : value),
    z.enum(['USE_UP', 'REWORK', 'SCRAP', 'RUN_OUT_DATE', 'CUSTOMER_APPROVAL']).optional(),
  ),
  UseUpMaterial: text,
  to_Plant: listOf(changePlant),
  to_Definition: listOf(changeDefinition),
  to_Field: listOf(changeField),
});

export const engineeringChangeExpansion = {
  to_Plant: changePlant,
  to_Definition: changeDefinition,
  to_Field: changeField,
};

/** Enough of an order to see what a change does to it. */
export const openOrder = z.object({
  ManufacturingOrder: z.string(),
  ProductionPlant: z.string(),
  ProductionVersion: text,
  OrderIsReleased: flag,
  OrderIsTechnicallyCompleted: flag,
  OrderIsClosed: flag,
  OrderIsDeleted: flag,
  OrderIsMarkedForDeletion: flag,
  MfgOrderScheduledStartDate: z.string(),
  MfgOrderScheduledStartTime: z.string(),
});

/** All of them: of a list that SAP shows in part, an order would seem to be free of the change. */
export const openOrders = z
  .object({ results: z.array(openOrder).max(5000), __next: z.never().optional() })
  .transform(({ results }) => results);
