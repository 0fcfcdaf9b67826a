import type { ActionName } from '../actions.js';
import type { RecoveryRule, ServiceLevel } from '../governance.js';
import type { CallClass } from '../ports.js';
import type { Role } from '../roles.js';

/** U undoable by a call, D only by a reversal document, P needs physical work, X not at all. */
export type UndoClass = 'U' | 'D' | 'P' | 'X';

export interface StepContract {
  title: string;
  class: CallClass;
  /** Who decides when a code names nobody nearer. */
  owner: Role;
  skippable?: true;
  /** Fields of its message that `amend` may replace; what was made and moved is not among them. */
  amendable?: readonly string[];
  undo?: { title: string; class: UndoClass; physical?: string };
  /** Said in the cancel plan where nothing takes it back. */
  final?: string;
}

export interface StateContract {
  meaning: string;
  /** Taken away from, or added to, what the condition allows on the run as a whole. */
  without?: readonly ActionName[];
  terminal?: true;
  /** The work itself has begun: a cancel undoes nothing by itself, it asks a person how it is to end. */
  begun?: true;
}

/** A process as data: what the API, the CLI and the console need to know of it without its code. */
export interface ProcessContract<State extends string = string, Step extends string = string> {
  process: string;
  title: string;
  /** The workflow function's name. */
  workflow: string;
  /** Its runs are a company's: they have `-` for a plant. */
  spansPlants?: true;
  firstState: State;
  owner: Role;
  runbook: string;
  /** The first number is raised by what breaks whoever relies on it. */
  version?: string;
  slas?: readonly ServiceLevel[];
  recovery?: readonly RecoveryRule[];
  states: Record<State, StateContract>;
  steps: Record<Step, StepContract>;
  /** What a person may choose, by the exception's step. */
  decisions: Record<string, { choice: string; text: string; final?: string }[]>;
}
