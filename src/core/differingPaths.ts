import { canonicalJson } from './canonicalJson.ts';

/** Where two values of nested objects differ, by path: "schedule.decay.share". */
export function differingPaths(one: unknown, other: unknown, path = ''): string[] {
  if (isObject(one) && isObject(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].flatMap((name) =>
      differingPaths(one[name], other[name], path ? `${path}.${name}` : name),
    );
  }
  return canonicalJson(one) === canonicalJson(other) ? [] : [path];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
