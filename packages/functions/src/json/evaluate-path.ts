import { isJsonArray, isJsonObject, type JsonNode, JsonNumber } from './node.ts';
import { isDefiniteStep, type JsonPath, type PathCondition, type PathOperand, type PathStep } from './path.ts';

/** A strict path led nowhere. */
export class JsonPathMissError extends Error {
  override readonly name = 'JsonPathMissError';
}

/**
 * What `path` names in `root`: for a definite path the value, undefined when there is none; for an indefinite one the
 * array of all values found. In strict mode a step that must lead somewhere and does not throws `JsonPathMissError`.
 */
export function evaluateJsonPath(path: JsonPath, root: JsonNode): JsonNode | undefined {
  const found: JsonNode[] = [];
  const visit = (node: JsonNode, at: number, mustExist: boolean): void => {
    const step = path.steps[at];
    if (step === undefined) {
      found.push(node);
      return;
    }
    const next = selectNodes(node, step);
    const isDefinite = isDefiniteStep(step);
    if (mustExist && isDefinite && next.length === 0 && path.mode === 'strict') {
      throw miss(path, at);
    }
    for (const child of next) {
      visit(child, at + 1, mustExist && isDefinite);
    }
  };
  visit(root, 0, true);
  return path.isDefinite ? found[0] : found;
}

function miss(path: JsonPath, at: number): JsonPathMissError {
  const shown = `$${path.steps
    .slice(0, at + 1)
    .map(showStep)
    .join('')}`;
  const isLeaf = at === path.steps.length - 1;
  return new JsonPathMissError(isLeaf ? `No results for path: ${shown}` : `Missing property in path ${shown}`);
}

function showStep(step: PathStep): string {
  if (step.kind === 'property') {
    return `[${step.names.map((name) => `'${name}'`).join(',')}]`;
  }
  return step.kind === 'index' ? `[${step.indexes.join(',')}]` : '[*]';
}

function selectNodes(node: JsonNode, step: PathStep): readonly JsonNode[] {
  switch (step.kind) {
    case 'property':
      return selectProperties(node, step.names);
    case 'index':
      return isJsonArray(node) ? step.indexes.flatMap((index) => elementAt(node, index)) : [];
    case 'slice':
      return isJsonArray(node) ? node.slice(step.from ?? 0, step.to ?? node.length) : [];
    case 'wildcard':
      return childrenOf(node);
    case 'descend':
      return selfAndDescendants(node);
    case 'filter':
      return (isJsonArray(node) ? node : [node]).filter((child) => holds(step.condition, child));
  }
}

/** One name gives the field; several give an object of those that are there. */
function selectProperties(node: JsonNode, names: readonly string[]): readonly JsonNode[] {
  if (!isJsonObject(node)) {
    return [];
  }
  const there = names.filter((name) => node.has(name));
  if (names.length === 1) {
    return there.map((name) => node.get(name) as JsonNode);
  }
  return [new Map(there.map((name) => [name, node.get(name) as JsonNode]))];
}

function elementAt(elements: readonly JsonNode[], index: number): readonly JsonNode[] {
  const at = index < 0 ? elements.length + index : index;
  return at >= 0 && at < elements.length ? [elements[at] as JsonNode] : [];
}

function childrenOf(node: JsonNode): readonly JsonNode[] {
  if (isJsonArray(node)) {
    return node;
  }
  return isJsonObject(node) ? [...node.values()] : [];
}

function selfAndDescendants(node: JsonNode): readonly JsonNode[] {
  return [node, ...childrenOf(node).flatMap(selfAndDescendants)];
}

function holds(condition: PathCondition, node: JsonNode): boolean {
  switch (condition.kind) {
    case 'and':
      return holds(condition.left, node) && holds(condition.right, node);
    case 'or':
      return holds(condition.left, node) || holds(condition.right, node);
    case 'not':
      return !holds(condition.operand, node);
    case 'exists':
      return follow(condition.steps, node) !== undefined;
    case 'compare':
      return compares(condition.operator, condition.left, condition.right, node);
  }
}

function follow(steps: readonly PathStep[], node: JsonNode): JsonNode | undefined {
  let nodes: readonly JsonNode[] = [node];
  for (const step of steps) {
    nodes = nodes.flatMap((each) => selectNodes(each, step));
  }
  return nodes[0];
}

function compares(operator: string, left: PathOperand, right: PathOperand, node: JsonNode): boolean {
  if (right.kind === 'pattern') {
    const text = operandValue(left, node);
    return operator === '=~' && typeof text === 'string' && right.pattern.test(text);
  }
  const order = orderOf(operandValue(left, node), operandValue(right, node));
  switch (operator) {
    case '==':
    case '===':
      return order === 0;
    case '!=':
    case '!==':
    case '<>':
      return order !== 0;
    case '<':
      return order !== undefined && order < 0;
    case '<=':
      return order !== undefined && order <= 0;
    case '>':
      return order !== undefined && order > 0;
    default:
      return operator === '>=' && order !== undefined && order >= 0;
  }
}

function operandValue(operand: PathOperand, node: JsonNode): JsonNode | undefined {
  if (operand.kind === 'literal') {
    return operand.value;
  }
  return operand.kind === 'path' ? follow(operand.steps, node) : undefined;
}

/** Negative, zero or positive; undefined when the two cannot be compared. */
function orderOf(a: JsonNode | undefined, b: JsonNode | undefined): number | undefined {
  if (a instanceof JsonNumber && b instanceof JsonNumber) {
    return Number(a.literal) - Number(b.literal);
  }
  if (typeof a === 'string' && typeof b === 'string') {
    return a < b ? -1 : Number(a > b);
  }
  return a !== undefined && a === b ? 0 : undefined;
}
