import { randomBytes } from 'node:crypto';
import { type MesPlant, startMesPlant } from '../connectors/rest-mes/practice/index.js';
import { startTmsPlant, type TmsPlant, type TmsPlantOptions } from '../connectors/rest-tms/practice/index.js';
import { type Customer, startCustomer } from '../connectors/partner-webhook/practice/index.js';
import { type QualityPlant, startQualityPlant } from '../connectors/rest-quality/practice/index.js';
import { startWmsPlant, type WmsPlant } from '../connectors/rest-wms/practice/index.js';
import { type SapPlant, seedItems, startSapPlant } from '../connectors/sap-s4/practice/index.js';
import { startSuppliers, type Suppliers } from '../connectors/supplier-webhook/practice/index.js';

/** The plants of landscape/demo.yml, with their time zones and warehouses. */
export const plants = {
  P100: { zone: 'America/Chicago', warehouse: 'RDC1' },
  P200: { zone: 'Europe/Berlin', warehouse: 'RDC2' },
} as const;

export type PlantName = keyof typeof plants;
export const plantNames = Object.keys(plants) as PlantName[];

/** Who may ask in landscape/demo.yml, by the variables that hold their keys. */
const keyNames = [
  'ERP',
  'PLANNER_P100',
  'PLANNER_P200',
  'OPERATOR',
  'SUPERVISOR',
  'LOGISTICS',
  'BUYER',
  'QUALITY',
  'FINANCE',
  'MASTER_DATA',
  'ADMIN',
] as const;

type KeyName = (typeof keyNames)[number];

export interface PracticePlantOptions {
  /** The MES accept orders by themselves after this time; without it they wait for `accept` and `reject`. */
  mesAnswersAfterMs?: number;
  /** The warehouses stage by themselves after this time; at once unless told. */
  stageAfterMs?: number;
  /** How carriers answer and trucks travel; they wait for the word unless told. */
  tms?: Pick<TmsPlantOptions, 'carriers' | 'pickUpAfterMs' | 'travelAfterMs' | 'cancellationFee'>;
  /** Finished goods to sell at each plant; the bulk stores stand in the ERP's books too, for what is brought from there. */
  stocked?: true;
  /** Keys and secrets that are set here are kept: `HEADRACE_KEY_SUPERVISOR`, `SAP_EVENT_SECRET` … */
  environment?: NodeJS.ProcessEnv;
}

/**
 * One SAP, one TMS and one quality management, at each of two plants an MES and a WMS, with items, stock, BOM B and
 * routing 4; and customers and suppliers, who each take their messages at one address. All on loopback.
 */
export interface PracticePlant {
  sap: SapPlant;
  mes: Record<PlantName, MesPlant>;
  wms: Record<PlantName, WmsPlant>;
  tms: TmsPlant;
  customer: Customer;
  suppliers: Suppliers;
  quality: QualityPlant;
  /** Access keys to Headrace; new ones each time, unless the environment has them. */
  keys: Record<KeyName, string>;
  /** Every variable that landscape/demo.yml needs. */
  environment(): Record<string, string>;
  /** Where all systems send their events from now on; SAP sends those that happen from now on. */
  sendEventsTo(url: string): void;
  stop(): Promise<void>;
}

/** Pumps on the shelves of each plant, where it is stocked; in the ERP at the location where production receives them. */
const SHELVED = { item: 'FG-1000', location: 'FG', quantity: '600', lot: 'L-STOCK' };
const RECEIVED_AT = '0001';
const TOKEN = 'practice';
/** Those that serve all plants and send events. */
const CENTRAL = ['SAP', 'TMS', 'SUPPLIERS', 'QUALITY'];
const DEFINITIONS = [{ item: 'FG-1000', bomRevisions: ['B'], routingVersions: ['4'] }];
/** In the bulk store of each plant; enough for some dozen orders of 500. */
const BULK = [
  { item: 'RM-10', location: 'BULK', quantity: '20000' },
  { item: 'RM-20', location: 'BULK', quantity: '40000' },
  { item: 'RM-30', location: 'BULK', quantity: '15000' },
];

export async function startPracticePlant(options: PracticePlantOptions = {}): Promise<PracticePlant> {
  const { environment = {} } = options;
  const unlessSet = (name: string, otherwise: string): [string, string] => [name, environment[name] || otherwise];
  const [, customers] = unlessSet('CUSTOMERS_SECRET', newSecret());
  const [, suppliers] = unlessSet('SUPPLIERS_SECRET', newSecret());
  const systems = await startSystems(options, { customers, suppliers });
  const { sap, mes, wms, tms, customer, quality } = systems;
  const eventSecrets = new Map(
    [...CENTRAL, ...plantNames.flatMap((plant) => [mesVariable(plant), wmsVariable(plant)])].map((system) =>
      unlessSet(`${system}_EVENT_SECRET`, newSecret()),
    ),
  );
  const keys = new Map(keyNames.map((name) => unlessSet(`HEADRACE_KEY_${name}`, newKey())));

  return {
    ...systems,
    keys: Object.fromEntries(keyNames.map((name) => [name, keys.get(`HEADRACE_KEY_${name}`)])) as Record<
      KeyName,
      string
    >,
    environment: () => ({
      SAP_URL: sap.url,
      SAP_USER: sap.credentials.user,
      SAP_PASSWORD: sap.credentials.password,
      TMS_URL: tms.url,
      TMS_TOKEN: TOKEN,
      CUSTOMERS_URL: customer.url,
      CUSTOMERS_SECRET: customers,
      SUPPLIERS_URL: systems.suppliers.url,
      SUPPLIERS_SECRET: suppliers,
      QUALITY_URL: quality.url,
      QUALITY_TOKEN: TOKEN,
      ...Object.assign({}, ...plantNames.map((plant) => addressesOf(plant, mes[plant].url, wms[plant].url))),
      ...Object.fromEntries(eventSecrets),
      ...Object.fromEntries(keys),
    }),
    sendEventsTo(url) {
      const target = (system: string) => ({ url, secret: eventSecrets.get(`${system}_EVENT_SECRET`) ?? '' });
      sap.events.sendTo(target('SAP'));
      tms.events.sendTo(target('TMS'));
      systems.suppliers.events.sendTo(target('SUPPLIERS'));
      quality.events.sendTo(target('QUALITY'));
      for (const plant of plantNames) {
        mes[plant].events.sendTo(target(mesVariable(plant)));
        wms[plant].events.sendTo(target(wmsVariable(plant)));
      }
    },
    async stop() {
      await Promise.all([
        sap.stop(),
        tms.stop(),
        customer.stop(),
        systems.suppliers.stop(),
        quality.stop(),
        ...plantNames.flatMap((plant) => [mes[plant].stop(), wms[plant].stop()]),
      ]);
    },
  };
}

type Systems = Pick<PracticePlant, 'sap' | 'mes' | 'wms' | 'tms' | 'customer' | 'suppliers' | 'quality'>;

/** @param secrets what partners check our messages by */
async function startSystems(
  { mesAnswersAfterMs, stageAfterMs = 0, tms: transport = {}, stocked }: PracticePlantOptions,
  secrets: { customers: string; suppliers: string },
): Promise<Systems> {
  const answering = mesAnswersAfterMs === undefined ? {} : { answerAfterMs: mesAnswersAfterMs };
  const stock = stocked ? [...BULK, SHELVED] : BULK;
  const [sap, mes, wms, tms, customer, suppliers, quality] = await Promise.all([
    startSapPlant({ plants: plantNames }),
    eachPlant((plant, { zone }) =>
      startMesPlant({ plant, zone, token: TOKEN, definitions: DEFINITIONS, ...answering }),
    ),
    eachPlant((plant, { zone, warehouse }) =>
      startWmsPlant({ plant, zone, source: `/wms/${warehouse}`, token: TOKEN, stock, stageAfterMs }),
    ),
    startTmsPlant({ ...transport, token: TOKEN }),
    startCustomer({ secrets: [secrets.customers] }),
    startSuppliers({ secrets: [secrets.suppliers] }),
    startQualityPlant({ token: TOKEN }),
  ]);
  seedItems(sap);
  if (stocked) stockErp(sap);
  return { sap, mes, wms, tms, customer, suppliers, quality };
}

function stockErp(sap: SapPlant): void {
  for (const plant of plantNames) {
    for (const { item, location, quantity } of BULK) sap.receiveStock(item, quantity, { plant, location });
    const { item, quantity, lot: batch } = SHELVED;
    sap.receiveStock(item, quantity, { plant, location: RECEIVED_AT, batch });
  }
}

const mesVariable = (plant: PlantName): string => `MES_${plant}`;
const wmsVariable = (plant: PlantName): string => `WMS_${plants[plant].warehouse}`;

const addressesOf = (plant: PlantName, mesUrl: string, wmsUrl: string): Record<string, string> => ({
  [`${mesVariable(plant)}_URL`]: mesUrl,
  [`${mesVariable(plant)}_TOKEN`]: TOKEN,
  [`${wmsVariable(plant)}_URL`]: wmsUrl,
  [`${wmsVariable(plant)}_TOKEN`]: TOKEN,
});

const newSecret = (): string => `whsec_${randomBytes(32).toString('base64')}`;
const newKey = (): string => `hr_${randomBytes(24).toString('base64url')}`;

async function eachPlant<T>(
  start: (plant: PlantName, about: (typeof plants)[PlantName]) => Promise<T>,
): Promise<Record<PlantName, T>> {
  const started = await Promise.all(plantNames.map(async (plant) => [plant, await start(plant, plants[plant])]));
  return Object.fromEntries(started) as Record<PlantName, T>;
}
