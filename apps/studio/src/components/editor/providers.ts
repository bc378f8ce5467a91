/** Completion, hover, signature help and quick fixes in Monaco, answered by the server with the session's catalogs. */
import type { CompletionView, RequestInput, RequestName, RequestOutput, TextProblem } from '@riffle/protocol';
import type { CancellationToken, editor, IRange, languages, Position } from 'monaco-editor';
import { suggestsAfter } from '../../core/intelligence/suggest-after.ts';
import { studio } from '../../page.ts';
import { FLINK_SQL } from './flink-sql-language.ts';
import { monaco } from './monaco-setup.ts';

/** Problems that are shown in a text now, for their fixes. */
const shownProblems = new WeakMap<editor.ITextModel, readonly TextProblem[]>();

export function rememberProblems(model: editor.ITextModel, problems: readonly TextProblem[]): void {
  shownProblems.set(model, problems);
}

const cellIds = new WeakMap<editor.ITextModel, string>();

/** Says whose text a model holds. */
export function rememberCell(model: editor.ITextModel, cellId: string): void {
  cellIds.set(model, cellId);
}

/** The cell a model's text belongs to, as requests name it. */
export function cellOf(model: editor.ITextModel): { noteId: string; cellId: string } | undefined {
  const cellId = cellIds.get(model);
  const noteId = studio.notes.getState().open?.id;
  return cellId === undefined || noteId === undefined ? undefined : { noteId, cellId };
}

const { CompletionItemKind, CompletionItemInsertTextRule } = monaco.languages;

const KINDS: Readonly<Record<CompletionView['kind'], languages.CompletionItemKind>> = {
  column: CompletionItemKind.Field,
  table: CompletionItemKind.Struct,
  view: CompletionItemKind.Interface,
  database: CompletionItemKind.Folder,
  catalog: CompletionItemKind.Module,
  function: CompletionItemKind.Function,
  keyword: CompletionItemKind.Keyword,
  type: CompletionItemKind.TypeParameter,
  unit: CompletionItemKind.Unit,
  option: CompletionItemKind.Property,
  value: CompletionItemKind.EnumMember,
};

/** The answer, or nothing when there is none: help that fails is no news. */
async function ask<N extends RequestName>(
  name: N,
  body: RequestInput<N>,
  token: CancellationToken,
): Promise<RequestOutput<N> | undefined> {
  try {
    const answer = await studio.line.request(name, body);
    return token.isCancellationRequested ? undefined : answer;
  } catch {
    return undefined;
  }
}

function rangeOf(model: editor.ITextModel, { start, end }: { start: number; end: number }): IRange {
  return monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
}

const bodyAt = (model: editor.ITextModel, position: Position) => ({
  text: model.getValue(),
  offset: model.getOffsetAt(position),
  cell: cellOf(model),
});

function suggestion(item: CompletionView, range: IRange, order: number): languages.CompletionItem {
  return {
    label: item.label,
    kind: KINDS[item.kind],
    insertText: item.insert,
    ...(item.snippet === true ? { insertTextRules: CompletionItemInsertTextRule.InsertAsSnippet } : {}),
    ...(item.detail === undefined ? {} : { detail: item.detail }),
    ...(item.documentation === undefined ? {} : { documentation: { value: item.documentation } }),
    ...(item.insert.endsWith('($0)') ? { command: { id: 'editor.action.triggerParameterHints', title: '' } } : {}),
    range,
    sortText: String(order).padStart(4, '0'),
  };
}

const completionProvider: languages.CompletionItemProvider = {
  triggerCharacters: ['.', "'", '(', '`', ' '],
  async provideCompletionItems(model, position, context, token) {
    const body = bodyAt(model, position);
    if (!suggestsAfter(context.triggerCharacter, body.text.slice(0, body.offset))) {
      return undefined;
    }
    const list = await ask('complete', body, token);
    if (list === undefined) {
      return undefined;
    }
    const range = rangeOf(model, list);
    return { suggestions: list.items.map((item, i) => suggestion(item, range, i)) };
  },
};

const hoverProvider: languages.HoverProvider = {
  async provideHover(model, position, token) {
    const found = (await ask('hover', bodyAt(model, position), token))?.hover;
    return found ? { contents: [{ value: found.text }], range: rangeOf(model, found) } : undefined;
  },
};

const signatureProvider: languages.SignatureHelpProvider = {
  signatureHelpTriggerCharacters: ['(', ','],
  signatureHelpRetriggerCharacters: [')'],
  async provideSignatureHelp(model, position, token) {
    const help = (await ask('signature-help', bodyAt(model, position), token))?.help;
    if (!help) {
      return undefined;
    }
    const signatures = help.signatures.map(({ label, documentation, parameters }) => ({
      label,
      documentation,
      parameters: parameters.map(({ start, end }) => ({ label: [start, end] as [number, number] })),
    }));
    return { value: { ...help, signatures }, dispose: () => undefined };
  },
};

const fixProvider: languages.CodeActionProvider = {
  provideCodeActions(model, range, context) {
    const fixes = (shownProblems.get(model) ?? []).flatMap((problem) => {
      const at = rangeOf(model, problem);
      return problem.fix !== undefined && monaco.Range.areIntersectingOrTouching(at, range)
        ? [{ problem, fix: problem.fix, at }]
        : [];
    });
    const actions = fixes.map(({ fix, at }): languages.CodeAction => {
      const textEdit = { range: rangeOf(model, fix), text: fix.replacement };
      return {
        title: fix.title,
        kind: 'quickfix',
        isPreferred: true,
        diagnostics: context.markers.filter((marker) => monaco.Range.areIntersectingOrTouching(marker, at)),
        edit: { edits: [{ resource: model.uri, textEdit, versionId: model.getVersionId() }] },
      };
    });
    return { actions, dispose: () => undefined };
  },
};

monaco.languages.registerCompletionItemProvider(FLINK_SQL, completionProvider);
monaco.languages.registerHoverProvider(FLINK_SQL, hoverProvider);
monaco.languages.registerSignatureHelpProvider(FLINK_SQL, signatureProvider);
monaco.languages.registerCodeActionProvider(FLINK_SQL, fixProvider);

/** Editors of SQL suggest as one types; Enter takes a suggestion only where it changes the text. */
export const SQL_OPTIONS: editor.IEditorOptions = {
  acceptSuggestionOnEnter: 'smart',
  hover: { delay: 300 },
  parameterHints: { enabled: true },
  quickSuggestions: { other: true, comments: false, strings: true },
  suggest: { showStatusBar: false, preview: false, showWords: false, snippetsPreventQuickSuggestions: false },
  suggestOnTriggerCharacters: true,
};
