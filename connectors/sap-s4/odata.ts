/** A service's name in the path, as SAP publishes it. */
export const services = {
  productionOrder: 'API_PRODUCTION_ORDER_2_SRV',
  confirmation: 'API_PROD_ORDER_CONFIRMATION_2_SRV',
  materialDocument: 'API_MATERIAL_DOCUMENT_SRV',
  product: 'API_PRODUCT_SRV',
  salesOrder: 'API_SALES_ORDER_SRV',
  businessPartner: 'API_BUSINESS_PARTNER',
  outboundDelivery: 'API_OUTBOUND_DELIVERY_SRV;v=0002',
  billingDocument: 'API_BILLING_DOCUMENT_SRV',
  materialStock: 'API_MATERIAL_STOCK_SRV',
  accountingItems: 'API_OPLACCTGDOCITEMCUBE_SRV',
  purchaseOrder: 'API_PURCHASEORDER_PROCESS_SRV',
  inboundDelivery: 'API_INBOUND_DELIVERY_SRV;v=0002',
} as const;

/** One of those, or the whole path of a service that the landscape names. */
export type Service = (typeof services)[keyof typeof services] | `/${string}`;

export const rootOf = (service: Service): string =>
  service.startsWith('/') ? service.replace(/\/$/, '') : `/sap/opu/odata/sap/${service}`;

/** A string literal of OData V2. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** A day as Edm.DateTime in JSON: midnight without a zone. */
export const dateValue = (day: string): string => `/Date(${Date.parse(`${day}T00:00:00Z`)})/`;

/** Literals of OData V2 in an address: a day, a quantity. */
export const dayLiteral = (day: string): string => `datetime'${day}T00:00:00'`;
export const decimalLiteral = (value: string): string => `${value}M`;

/** `A_ProductionOrder_2('1000123')`; several keys are named. */
export function entity(set: string, keys: string | Record<string, string>): string {
  const value = (key: string): string => encodeURIComponent(quoted(key));
  const named = (): string[] => Object.entries(keys).map(([name, key]) => `${name}=${value(key)}`);
  return `${set}(${typeof keys === 'string' ? value(keys) : named().join(',')})`;
}

/** A filter for any of these values. */
export const anyOf = (name: string, values: Iterable<string>): string =>
  [...new Set(values)].map((value) => `${name} eq ${quoted(value)}`).join(' or ');

/** `?$filter=…&$select=…`, encoded; empty where there are none. */
export function query(parameters: Record<string, string | undefined>): string {
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.map(([name, value], index) => `${index ? '&' : '?'}${name}=${encodeURIComponent(value)}`).join('');
}

/** SAP pads numbers with zeros or not, depending on the service; they mean the same. */
export const unpadded = (number: string): string => number.replace(/^0+(?=.)/, '');

export const sameNumber = (one: string, other: string): boolean => unpadded(one) === unpadded(other);
