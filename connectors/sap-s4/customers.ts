import type { ShipTo } from '../../contracts/entities/sales-order.js';
import { ConnectorError } from '../../contracts/errors.js';
import { listOf, selectOf } from './entities.js';
import { quoted, services } from './odata.js';
import { businessPartner, businessPartnerAddress } from './sales-entities.js';
import type { SapSession } from './session.js';

/** The zones that SAP delivers, as far as the name says where they are. */
const sapZones: Record<string, string> = {
  UTC: 'Etc/UTC',
  GMTUK: 'Europe/London',
  WET: 'Europe/Lisbon',
  CET: 'Europe/Berlin',
  EET: 'Europe/Helsinki',
  EST: 'America/New_York',
  CST: 'America/Chicago',
  MST: 'America/Denver',
  PST: 'America/Los_Angeles',
  INDIA: 'Asia/Kolkata',
  JAPAN: 'Asia/Tokyo',
};

/** Name and place of a ship-to party; what the master data do not say is left to what the order says. */
export async function readShipTo(
  sap: SapSession,
  customer: string,
  place: string,
  signal: AbortSignal,
): Promise<ShipTo> {
  const fields = selectOf(businessPartner, { to_BusinessPartnerAddress: businessPartnerAddress });
  const parameters = { $filter: `Customer eq ${quoted(customer)}`, ...fields };
  const shape = listOf(businessPartner);
  const [found] = (await sap.read(services.businessPartner, 'A_BusinessPartner', parameters, shape, signal)) ?? [];
  const [address] = found?.to_BusinessPartnerAddress ?? [];
  return {
    name: found?.BusinessPartnerFullName || customer,
    place: address?.CityName || place,
    zone: zoneOf(sap, address?.AddressTimeZone ?? '', customer),
  };
}

function zoneOf({ system, config }: SapSession, name: string, customer: string): string {
  const zone = name === '' ? config.zone : (config.timeZones[name] ?? sapZones[name]);
  if (zone) return zone;
  const text = `${system}: time zone ${name} of customer ${customer} is not known: add it to timeZones`;
  throw new ConnectorError({ code: 'C-MAPPING', text, applied: 'no', upstream: { system } });
}
