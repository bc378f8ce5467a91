import type { editor } from 'monaco-editor';
import type { Theme } from '../../core/theme/theme.ts';

/** The editor's colours, read from the design tokens of a theme whichever is shown. */
export function themeFromTokens(theme: Theme): editor.IStandaloneThemeData {
  const probe = document.createElement('div');
  probe.dataset['theme'] = theme;
  probe.hidden = true;
  document.body.append(probe);
  const style = getComputedStyle(probe);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const data = themeOf(theme, token);
  probe.remove();
  return data;
}

function themeOf(theme: Theme, token: (name: string) => string): editor.IStandaloneThemeData {
  const ink = (name: string): string => token(name).replace('#', '');
  return {
    base: theme === 'dark' ? 'vs-dark' : 'vs',
    inherit: true,
    rules: [
      { token: '', foreground: ink('text') },
      { token: 'keyword', foreground: ink('s3'), fontStyle: '' },
      { token: 'predefined', foreground: ink('s1') },
      { token: 'type', foreground: ink('s1') },
      { token: 'string', foreground: ink('code-string') },
      { token: 'number', foreground: ink('code-number') },
      { token: 'comment', foreground: ink('text-3'), fontStyle: 'italic' },
      { token: 'metatag', foreground: ink('text-3') },
      { token: 'annotation', foreground: ink('s1') },
      { token: 'identifier', foreground: ink('text') },
      { token: 'delimiter', foreground: ink('text') },
      { token: 'operator', foreground: ink('text') },
    ],
    colors: {
      'editor.background': token('surface-code'),
      'editor.foreground': token('text'),
      'editorLineNumber.foreground': token('text-3'),
      'editorLineNumber.activeForeground': token('text-2'),
      'editorCursor.foreground': token('accent'),
      'editor.selectionBackground': `${token('accent')}33`,
      'editor.inactiveSelectionBackground': `${token('accent')}1f`,
      'editor.lineHighlightBackground': '#00000000',
      'editor.lineHighlightBorder': '#00000000',
      'editorError.foreground': token('bad'),
      'editorWarning.foreground': token('warn'),
      'editorInfo.foreground': token('accent'),
      'editorWidget.background': token('surface'),
      'editorWidget.border': token('line-strong'),
      'editorHoverWidget.background': token('surface'),
      'editorHoverWidget.border': token('line-strong'),
      'scrollbarSlider.background': `${token('text-3')}40`,
      'scrollbarSlider.hoverBackground': `${token('text-3')}66`,
      focusBorder: '#00000000',
      ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`editorBracketHighlight.foreground${n}`, token('text')])),
    },
  };
}
