/** What a person or a system may be here. The owner of an exception is the role that may decide it. */
export const roles = [
  'trigger',
  'viewer',
  'planner',
  'operator',
  'supervisor',
  'quality',
  'buyer',
  'logistics',
  'inventory',
  'finance',
  'master-data',
  'admin',
] as const;

export type Role = (typeof roles)[number];

/** Who acts, as the API has verified it; never what a caller says of itself. */
export interface Actor {
  name: string;
  roles: Role[];
}
