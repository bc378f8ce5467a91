/** Whether suggestions may open by themselves behind what was just typed: a blank asks for them only where a name must follow. */
export function suggestsAfter(typed: string | undefined, before: string): boolean {
  return typed !== ' ' || /(?:^|[\s(])(?:from|join|into|by|table|describe|on|where|and|select)\s$/i.test(before);
}
