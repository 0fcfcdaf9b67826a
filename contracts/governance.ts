/** How soon something is to have happened. The clock starts at the event in its source, not at its receipt. */
export interface ServiceLevel {
  name: string;
  from: string;
  to: string;
  /** As durations stand in the landscape: `5m`. */
  within: string;
  /** `p95`: it holds for 95 of 100. */
  share: 'all' | 'p95';
  /** From here on it is broken for a single one too. */
  breach?: string;
}

/** What brings a flow back after a trouble, and by what means. */
export interface RecoveryRule {
  trouble: string;
  by: 'retry' | 'replay' | 'poll' | 'probe' | 'person';
  how: string;
}

/** How messages of one kind may come. */
export interface Guarantee {
  /** `strict`: one at a time for a number, in the sender's order; one that is stuck holds up those behind it. */
  order: 'strict' | 'any';
  /** Every message has an id: the same one again takes effect once. */
  delivery: 'at-least-once';
}
