import { z } from 'zod';
import type { Connector } from '../connectors/connector.js';
import { isObject } from './schema.js';

/** JSON Schema, as far as it tells defaults. */
interface Told {
  default?: unknown;
  properties?: Record<string, Told>;
}

/**
 * A system's config with the defaults of its connector, by what its schema says of itself: it need not be valid,
 * since placeholders are not.
 */
export function withConfigDefaults(config: unknown, connector: Connector | undefined): unknown {
  if (!connector) return config;
  return completed(config, z.toJSONSchema(connector.config, { io: 'input', unrepresentable: 'any' }) as Told);
}

function completed(value: unknown, { default: otherwise, properties = {} }: Told): unknown {
  const given = value ?? otherwise;
  if (!isObject(given)) return given;
  const fields = new Set([...Object.keys(given), ...Object.keys(properties)]);
  return Object.fromEntries([...fields].map((name) => [name, completed(given[name], properties[name] ?? {})]));
}
