import { isSameInIds } from '../contracts/ids.js';
import type { PlantPolicy } from '../contracts/policy.js';
import type { Capability } from '../contracts/ports.js';
import type { Role } from '../contracts/roles.js';

/** One external system, as configured. Secrets are already filled in from the environment. */
export interface SystemConfig {
  /** Unique in the landscape; also the name that people see: `SAP`, `MES-P100`. */
  id: string;
  capability: Capability;
  /** The connector's folder: `sap-s4`, `rest-mes`. */
  connector: string;
  /** The task queue that carries its calls, limits and holds: `system.{id}`. */
  queue: string;
  /** What the connector's own schema has accepted. */
  config: unknown;
  /** CloudEvents `source` of its events, where it sends any, and the secrets that may sign them (two while rotating). */
  events?: { source: string; secrets: string[] };
}

export interface AccessKey {
  name: string;
  /** SHA-256 of the key, hex. */
  keySha256: string;
  roles: Role[];
  /** `*` for all. */
  plants: string[];
  companies: string[];
}

/** A landscape that has been read, checked, and completed with defaults. */
export interface Landscape {
  name: string;
  systems: SystemConfig[];
  plants: PlantPolicy[];
  access: AccessKey[];
}

/** By its name in the landscape, or as it stands in ids. */
export const plantPolicy = (landscape: Landscape, plant: string): PlantPolicy | undefined =>
  landscape.plants.find((policy) => isSameInIds(policy.plant, plant));

/** All that a run over the plants of a company may touch, in the order of the file. */
export const plantsOf = (landscape: Landscape, company: string): PlantPolicy[] =>
  landscape.plants.filter((policy) => isSameInIds(policy.company, company));

/** What such a run goes by itself: the company's first plant speaks for it. */
export const companyPolicy = (landscape: Landscape, company: string): PlantPolicy | undefined =>
  plantsOf(landscape, company)[0];

export const systemById = (landscape: Landscape, id: string): SystemConfig | undefined =>
  landscape.systems.find((system) => system.id === id);

export const systemBySource = (landscape: Landscape, source: string): SystemConfig | undefined =>
  landscape.systems.find((system) => system.events?.source === source);
