import type { z } from 'zod';
import type { ChangedDefinition, EngineeringChange } from '../../contracts/entities/engineering-change.js';
import { ConnectorError } from '../../contracts/errors.js';
import type { Erp } from '../../contracts/ports.js';
import { engineeringChange, engineeringChangeExpansion, openOrder, openOrders } from './change-entities.js';
import { fieldsOf, selectOf } from './entities.js';
import { entity, quoted, services } from './odata.js';
import type { SapSession } from './session.js';
import { instantOf } from './times.js';

type SapChange = z.infer<typeof engineeringChange>;
type SapOrder = z.infer<typeof openOrder>;

const fields = selectOf(engineeringChange, engineeringChangeExpansion);

export const readEngineeringChange =
  (sap: SapSession): Erp['readEngineeringChange'] =>
  async ({ changeNo }, { signal }) => {
    const path = entity('EngineeringChangeSet', changeNo);
    const change = await sap.read(sap.config.changeService, path, fields, engineeringChange, signal);
    return change && canonical(change, sap);
  };

function canonical(change: SapChange, { config }: SapSession): EngineeringChange {
  return {
    company: change.CompanyCode || config.companyCode,
    changeNo: change.ChangeNumber,
    version: Number(change.ChangeVersion),
    status: change.ChangeStatus,
    ...(change.SupersededBy && { supersededBy: change.SupersededBy }),
    item: change.Material,
    fromRevision: change.FromRevision,
    toRevision: change.ToRevision,
    ...(change.Disposition && { disposition: change.Disposition }),
    ...(change.UseUpMaterial && { useUpItem: change.UseUpMaterial }),
    plants: change.to_Plant.map(({ Plant, EffectiveFrom, IsReady }) => ({
      ...{ plant: Plant, effectiveFrom: EffectiveFrom, ready: IsReady },
    })),
    definitions: change.to_Definition.map((definition) => definitionOf(definition, change.to_Field)),
  };
}

function definitionOf(
  { DefinitionType, DefinitionObject, FromVersion, ToVersion, ContentHash }: SapChange['to_Definition'][number],
  all: SapChange['to_Field'],
): ChangedDefinition {
  const own = all.filter((one) => one.DefinitionType === DefinitionType && one.DefinitionObject === DefinitionObject);
  const extensions = own.filter(({ IsExtension }) => IsExtension);
  return {
    entity: DefinitionType,
    id: DefinitionObject,
    ...(FromVersion && { from: FromVersion }),
    to: ToVersion,
    hash: ContentHash,
    fields: own
      .filter(({ IsExtension }) => !IsExtension)
      .map(({ FieldName, OldValue, NewValue }) => ({
        ...{ name: FieldName, to: NewValue },
        ...(OldValue && { from: OldValue }),
      })),
    ...(extensions.length > 0 && {
      extensions: Object.fromEntries(extensions.map(({ FieldName, NewValue }) => [FieldName, NewValue])),
    }),
  };
}

export const findOpenOrders =
  (sap: SapSession): Erp['findOpenOrders'] =>
  async ({ plant, item }, { signal }) => {
    const parameters = {
      $filter: `Material eq ${quoted(item)} and ProductionPlant eq ${quoted(plant)}`,
      $select: fieldsOf(openOrder).join(','),
    };
    const found = await sap.read(services.productionOrder, 'A_ProductionOrder_2', parameters, openOrders, signal);
    return (found ?? []).filter(isOpen).map((order) => ({
      orderNo: order.ManufacturingOrder,
      bomRevision: revisionOf(sap, order.ProductionVersion),
      released: order.OrderIsReleased,
      scheduledStart: startOf(sap, order),
    }));
  };

const isOpen = (order: SapOrder): boolean =>
  !order.OrderIsTechnicallyCompleted &&
  !order.OrderIsClosed &&
  !order.OrderIsDeleted &&
  !order.OrderIsMarkedForDeletion;

/** An order whose version cannot be read is open all the same. */
const revisionOf = ({ config }: SapSession, productionVersion: string): string =>
  new RegExp(config.versionPattern).exec(productionVersion)?.groups?.['bomRevision'] ?? '';

function startOf({ system, config }: SapSession, order: SapOrder): string {
  const zone = config.zones[order.ProductionPlant] ?? config.zone;
  try {
    return instantOf(order.MfgOrderScheduledStartDate, order.MfgOrderScheduledStartTime, zone);
  } catch (cause) {
    const text = `${system}: the dates of order ${order.ManufacturingOrder} cannot be understood`;
    throw new ConnectorError({ code: 'C-BAD-REPLY', text, applied: 'no', upstream: { system } }, { cause });
  }
}
