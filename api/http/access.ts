import { createHash, timingSafeEqual } from 'node:crypto';
import type { Actor, Role } from '../../contracts/roles.js';
import { ALL_PLANTS, idSegment, isSameInIds } from '../../contracts/ids.js';
import { type AccessKey, type Landscape, plantsOf } from '../../landscape/landscape.js';
import type { Scope } from '../../store/store.js';
import { Problem } from './problem.js';

/** Who calls, as verified, and what they may see. */
export interface Caller {
  actor: Actor;
  /** `*` for all. */
  plants: string[];
  companies: string[];
}

/** Who may use a route. `signature`: the handler verifies the sender's signature over the body. */
export type Access = { roles: readonly Role[] } | 'public' | 'signature';

const BEARER = /^Bearer ([\x21-\x7e]{1,512})$/i;

/** The caller of this Authorization header, or undefined when no key fits. Every key is compared, whichever fits. */
export function callerOf(access: readonly AccessKey[], authorization: string | undefined): Caller | undefined {
  const key = BEARER.exec(authorization ?? '')?.[1];
  if (!key) return undefined;
  const digest = createHash('sha256').update(key, 'utf8').digest();
  const found = access.filter((one) => isEqual(Buffer.from(one.keySha256, 'hex'), digest)).at(0);
  return found && { actor: { name: found.name, roles: found.roles }, plants: found.plants, companies: found.companies };
}

const isEqual = (a: Buffer, b: Buffer): boolean => a.length === b.length && timingSafeEqual(a, b);

/** @throws Problem UNAUTHENTICATED, ROLE_MISSING */
export function admit(access: Access, caller: Caller | undefined): void {
  if (typeof access === 'string') return;
  if (!caller) throw new Problem('UNAUTHENTICATED', 'Send a valid key as `Authorization: Bearer …`.');
  if (!caller.actor.roles.some((role) => access.roles.includes(role))) {
    throw new Problem('ROLE_MISSING', `This needs one of the roles ${access.roles.join(', ')}.`);
  }
}

const covers = (list: readonly string[], value: string): boolean =>
  list.some((one) => one === '*' || isSameInIds(one, value));

export const sees = (caller: Caller, company: string, plant: string): boolean =>
  covers(caller.companies, company) && covers(caller.plants, plant);

/** Whether a run is this caller's to see: one over all plants of a company is seen from each of them. */
export const seesRun = (landscape: Landscape, caller: Caller, company: string, plant: string): boolean =>
  plant === ALL_PLANTS ? plantsSeen(landscape, caller, company).some(Boolean) : sees(caller, company, plant);

/** Whether this caller may start and change a run: one over all plants takes someone who answers for all of them. */
export const answersFor = (landscape: Landscape, caller: Caller, company: string, plant: string): boolean =>
  plant === ALL_PLANTS ? plantsSeen(landscape, caller, company).every(Boolean) : sees(caller, company, plant);

/** For each plant of the company, or for the company itself where the landscape has none of it. */
function plantsSeen(landscape: Landscape, caller: Caller, company: string): boolean[] {
  const plants = plantsOf(landscape, company).map(({ plant }) => plant);
  return (plants.length > 0 ? plants : [ALL_PLANTS]).map((plant) => sees(caller, company, plant));
}

/** Empty for a caller who sees everything, what no landscape names included. Each name also as it stands in ids. */
export function scopeOf(landscape: Landscape, caller: Caller): Scope {
  if (caller.plants.includes('*') && caller.companies.includes('*')) return {};
  const seen = landscape.plants.filter(({ company, plant }) => sees(caller, company, plant));
  const named = (names: string[]): string[] => [...new Set(names.flatMap((name) => [name, idSegment(name)]))];
  return { plants: named(seen.map(({ plant }) => plant)), companies: named(seen.map(({ company }) => company)) };
}

/** Whether a scope has it in. */
export const isInScope = ({ plants, companies }: Scope, company: string, plant: string): boolean =>
  plants === undefined || plants.includes(plant) || (plant === ALL_PLANTS && (companies ?? []).includes(company));
