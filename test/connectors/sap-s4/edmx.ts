import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export interface EdmProperty {
  type: string;
  maxLength?: number;
}

export interface EdmType {
  keys: string[];
  properties: Record<string, EdmProperty>;
  /** By navigation property, the type at its other end. */
  navigation: Record<string, string>;
}

/** A service's metadata: what its entities have, which sets and functions there are. */
export interface Edm {
  types: Record<string, EdmType>;
  sets: Record<string, string>;
  functions: Record<string, { parameters: string[]; returns: string; post: boolean }>;
}

const folder = resolve(process.env.HEADRACE_CONTRACTS ?? '../shared/contracts', 'sap');

export const capturesMissing = existsSync(folder)
  ? undefined
  : `SKIPPED: no metadata captures in ${folder} (HEADRACE_CONTRACTS)`;

export function edmOf(service: string): Edm {
  const xml = readFileSync(resolve(folder, `${service}.edmx`), 'utf8');
  const ends = associationEnds(xml);
  const types = [...elements(xml, 'EntityType'), ...elements(xml, 'ComplexType')].map(({ attributes, content }) => [
    attributes.Name,
    {
      keys: elements(content, 'PropertyRef').map((one) => one.attributes.Name ?? ''),
      properties: Object.fromEntries(
        elements(content, 'Property').map(({ attributes: { Name, Type = '', MaxLength } }) => [
          Name,
          { type: Type, ...(MaxLength && { maxLength: Number(MaxLength) }) },
        ]),
      ),
      navigation: Object.fromEntries(
        elements(content, 'NavigationProperty').map(({ attributes: { Name, Relationship, ToRole } }) => [
          Name,
          ends[`${bare(Relationship)} ${ToRole}`],
        ]),
      ),
    },
  ]);
  return {
    types: Object.fromEntries(types) as Edm['types'],
    sets: Object.fromEntries(
      elements(xml, 'EntitySet').map(({ attributes }) => [attributes.Name, bare(attributes.EntityType)]),
    ),
    functions: Object.fromEntries(
      elements(xml, 'FunctionImport').map(({ attributes, content }) => [
        attributes.Name,
        {
          parameters: elements(content, 'Parameter').map((one) => one.attributes.Name ?? ''),
          returns: bare(attributes.ReturnType),
          post: attributes['m:HttpMethod'] === 'POST',
        },
      ]),
    ),
  };
}

const bare = (name = ''): string => name.split('.').at(-1) ?? '';

function associationEnds(xml: string): Record<string, string> {
  const ends = elements(xml, 'Association').flatMap(({ attributes, content }) =>
    elements(content, 'End').map((end) => [`${attributes.Name} ${end.attributes.Role}`, bare(end.attributes.Type)]),
  );
  return Object.fromEntries(ends) as Record<string, string>;
}

interface Element {
  attributes: Record<string, string>;
  content: string;
}

function elements(xml: string, name: string): Element[] {
  const found = xml.matchAll(new RegExp(`<${name}\\s((?:[^>"]|"[^"]*")*?)(?:/>|>([\\s\\S]*?)</${name}>)`, 'g'));
  return [...found].map(([, attributes = '', content = '']) => ({
    attributes: Object.fromEntries(
      [...attributes.matchAll(/([\w:]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]),
    ) as Record<string, string>,
    content,
  }));
}
