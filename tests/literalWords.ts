/** Finds words that are written where they are shown, instead of being kept in src/texts. */
import { parseSync } from 'vite';

interface Node {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** Attributes whose text people see or hear. */
const spoken =
  /^(title|alt|placeholder|label|aria-(label|valuetext|description|roledescription)|caption|heading|hint|text|summary|message)$/;

/** Attributes with several words that nobody sees. */
const unseen = /^(className|d|viewBox|points|transform|style|rel|allow|sandbox)$/;

/** The page's own name, and those of file formats: the same in every language. */
const properNames = /\b(Betwixt|PNG|SVG|WebM)\b/g;

/** Each word or phrase of a TSX (or TS) source that should be in src/texts. */
export function literalWords(source: string, path = 'component.tsx'): string[] {
  const { program, errors } = parseSync(path, source);
  if (errors.length > 0) throw new SyntaxError(`${path}: ${errors[0].message}`);
  const found: string[] = [];
  const report = (text: string) => {
    if (hasWord(text)) found.push(text.trim().replace(/\s+/g, ' '));
  };

  function visit(node: Node): void {
    switch (node.type) {
      case 'JSXText':
        report(String(node.value));
        return;
      case 'JSXExpressionContainer':
        for (const text of shownBy(node.expression as Node)) report(text);
        break;
      case 'JSXAttribute': {
        const name = nameOf(node.name as Node);
        if (unseen.test(name)) return;
        const value = node.value as Node | null;
        if (value && spoken.test(name)) {
          const shown =
            value.type === 'JSXExpressionContainer' ? (value.expression as Node) : value;
          for (const text of shownBy(shown)) report(text);
        }
        if (value?.type === 'JSXExpressionContainer') visit(value.expression as Node);
        else if (value && isPhrase(textsOf(value).join(''))) report(textsOf(value).join(''));
        return;
      }
      case 'NewExpression':
        // An error's message is for whoever reads the console.
        if (/Error$/.test(nameOf(node.callee as Node))) return;
        break;
      case 'ImportDeclaration':
      case 'ExpressionStatement':
        if (node.type === 'ImportDeclaration' || typeof node.directive === 'string') return;
        break;
      case 'Literal':
      case 'TemplateLiteral':
        for (const text of textsOf(node)) if (isPhrase(text)) report(text);
        break;
    }
    for (const child of childrenOf(node)) visit(child);
  }
  visit(program as unknown as Node);
  return [...new Set(found)];
}

/** The texts that an expression may have as its value: not those that it compares or passes on. */
function shownBy(node: Node): string[] {
  switch (node.type) {
    case 'Literal':
    case 'TemplateLiteral':
      return textsOf(node);
    case 'ConditionalExpression':
      return [...shownBy(node.consequent as Node), ...shownBy(node.alternate as Node)];
    case 'LogicalExpression':
      return [...shownBy(node.left as Node), ...shownBy(node.right as Node)];
    case 'BinaryExpression':
      if (node.operator !== '+') return [];
      return [...shownBy(node.left as Node), ...shownBy(node.right as Node)];
    case 'ParenthesizedExpression':
      return shownBy(node.expression as Node);
    default:
      return [];
  }
}

function textsOf(node: Node): string[] {
  if (node.type === 'Literal') return typeof node.value === 'string' ? [node.value] : [];
  if (node.type !== 'TemplateLiteral') return [];
  return (node.quasis as { value: { cooked: string } }[]).map(({ value }) => value.cooked);
}

function childrenOf(node: Node): Node[] {
  return Object.values(node)
    .flatMap((field) => (Array.isArray(field) ? field : [field]))
    .filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function nameOf(node: Node): string {
  if (node.type === 'MemberExpression') return nameOf(node.property as Node);
  return typeof node.name === 'string' ? node.name : '';
}

/** Two letters or more: x₂, α and k are symbols. */
function hasWord(text: string): boolean {
  return /\p{L}{2,}/u.test(text.replace(properNames, ''));
}

/** Several words; media queries and selectors are code. */
function isPhrase(text: string): boolean {
  if (/^\([\w-]+: [\w-]+\)$|[[\]]/.test(text)) return false;
  return /\p{L}{2,}[,;:]? \p{L}{2,}/u.test(text);
}
