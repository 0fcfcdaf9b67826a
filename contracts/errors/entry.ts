import type { Role } from '../roles.js';

export interface ErrorEntry {
  /** What happened, for the person who reads it. */
  title: string;
  /** Who decides it; the plant is added by the run. */
  owner: Role;
  /** What to do about it, in a sentence. */
  remedy: string;
}
