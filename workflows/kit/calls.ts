import {
  operations,
  type CallClass,
  type Capability,
  type Ports,
  type Posting,
  type Read,
} from '../../contracts/ports.js';
import type { PlantPolicy } from '../../contracts/policy.js';
import { findActivity, type Found } from '../../contracts/posting.js';

/** A call to another system, as data: how it travels, is repeated, amended or undone is the kit's business. */
export interface Call<R = unknown> {
  capability: Capability;
  operation: string;
  class: CallClass;
  message: object;
  /** Whose systems it is for, where a run speaks to those of several plants; its own unless told. */
  at?: PlantPolicy;
  /** Never set; keeps the result's type. */
  readonly result?: R;
}

type Calls<P> = {
  [O in keyof P]: P[O] extends Read<infer M, infer R>
    ? (message: M) => Call<R>
    : P[O] extends Posting<infer M, infer R>
      ? (message: M) => Call<R>
      : never;
};

function callsOf<C extends Capability>(capability: C): Calls<Ports[C]> {
  const entries = Object.entries(operations[capability] as Record<string, CallClass>).map(([operation, callClass]) => [
    operation,
    (message: object): Call => ({ capability, operation, class: callClass, message }),
  ]);
  return Object.fromEntries(entries) as Calls<Ports[C]>;
}

/** What stands under a posting's key already, without posting it. */
export const lookUp = <R>({ capability, operation, message }: Call<R>): Call<Found<R>> => ({
  capability,
  operation: findActivity(operation),
  class: 'read',
  message,
});

/** For the systems of this plant. */
export const atPlant = <R>(policy: PlantPolicy, call: Call<R>): Call<R> => ({ ...call, at: policy });

export const erp = callsOf('erp');
export const mes = callsOf('mes');
export const wms = callsOf('wms');
export const transport = callsOf('transport');
export const partner = callsOf('partner');
export const supplier = callsOf('supplier');
export const quality = callsOf('quality');
