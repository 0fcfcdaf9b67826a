import type { ProcessContract } from '../../contracts/processes/process.js';
import type { Exception } from '../../contracts/view.js';
import type { TestPlant } from '../setup/plant.js';
import type { Gate } from './cancel-gate.js';

/** Processes that are tried together: how their orders come, what the physical world and people do, what is left. */
export interface Trade {
  plant: TestPlant;
  gate: Gate;
  contracts: readonly ProcessContract[];
  /** Each in another way of getting to its end; together they pass every step. */
  scenarios: readonly string[];
  /** Steps that only a cancelled run takes, and why. */
  onlyUndoing: Readonly<Record<string, string>>;
  nextOrder(): string;
  begin(orderNo: string, scenario: string): Promise<void> | void;
  /** What shop floor, warehouse and carriers do next by themselves; called again and again. */
  live(orderNo: string, scenario: string): void;
  /** What a person decides, unless it is left on the desk. */
  decide(exception: Exception, orderNo: string): string | undefined;
  /** The runs of an order by their part, as far as there are any. */
  runsOf(orderNo: string): Map<string, string>;
  /** Parts at which the cancel can be asked for, when it is to come at a boundary of this part. */
  cancelledAt(part: string): readonly string[];
  /** What stands in all systems, the same for each order of the scenario. */
  standing(orderNo: string): object;
  /** What is left in the systems that should not be, of those of its parts that were cancelled, in words. */
  leftOver(orderNo: string, end: 'all undone' | 'ended by decision', cancelled: readonly string[]): string[];
  /** What was posted twice. */
  doubled(orderNo: string): string[];
}

/** What occurs more than once. */
export const repeatedIn = (where: string, names: readonly string[]): string[] =>
  [...new Set(names)]
    .filter((name) => names.indexOf(name) !== names.lastIndexOf(name))
    .map((name) => `${where} has ${name} ${names.filter((one) => one === name).length} times`);
