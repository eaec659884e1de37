/** Builds `routing` from the attributes that each hold one part of it as text. */
export function withRouting(input: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { queue, skills, language, priority, ...rest } = input as Record<string, string>;
  const routing = {
    ...(input["routing"] as object | undefined),
    ...(queue !== undefined && { queue }),
    ...(skills !== undefined && { skills: skills.split(/\s*,\s*/) }),
    ...(language !== undefined && { language }),
    ...(priority !== undefined && { priority: Number(priority) }),
  };
  return { ...rest, routing };
}
