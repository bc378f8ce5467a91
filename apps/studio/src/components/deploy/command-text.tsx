import { useState } from 'react';

/** A command to read and copy, folded away at first. */
export function CommandText({ title, text }: { title: string; text: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <details className="fold" data-testid="aws-command">
      <summary>{title}</summary>
      <div className="command-text">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll sideways, by keys too */}
        <pre tabIndex={0}>{text}</pre>
        <button
          type="button"
          className="button small"
          onClick={() => {
            void navigator.clipboard.writeText(text).then(() => setCopied(true));
          }}
        >
          {copied ? 'Copied' : 'Copy'}
        </button>
      </div>
    </details>
  );
}
