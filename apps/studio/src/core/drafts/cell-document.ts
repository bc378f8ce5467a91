/**
 * The text of one cell between a person and the server.
 * The rule: what a person typed is in `text` and only the person changes it there;
 * a change from elsewhere is taken over when nothing is unsaved, and stands beside the text otherwise.
 */
export interface CellDocument {
  /** What the person sees. */
  readonly text: string;
  /** What the server has, and the revision it has there. */
  readonly saved: string;
  readonly revision: number;
  /** The text on its way to the server. */
  readonly sending: string | null;
  /** Texts whose answer was lost with a line: the server may have them, or get them yet, and then they are no one else's. */
  readonly unsure: readonly string[];
  /** Another version, saved elsewhere while this one was being edited. */
  readonly conflict: ServerText | null;
}

export interface ServerText {
  readonly text: string;
  readonly revision: number;
}

/** Unsent text kept in the browser, with what it was based on. */
export interface Draft {
  readonly text: string;
  readonly baseText: string;
  readonly baseRevision: number;
}

/** A document as the server has it, with a draft from before taken up where that is safe. */
export function openDocument(server: ServerText, draft?: Draft): CellDocument {
  const fresh: CellDocument = { ...server, saved: server.text, sending: null, unsure: [], conflict: null };
  if (draft === undefined || draft.text === server.text) {
    return fresh;
  }
  if (draft.baseText === server.text) {
    return { ...fresh, text: draft.text };
  }
  return {
    text: draft.text,
    saved: draft.baseText,
    revision: draft.baseRevision,
    sending: null,
    unsure: [],
    conflict: server,
  };
}

export function typed(doc: CellDocument, text: string): CellDocument {
  return doc.text === text ? doc : { ...doc, text };
}

export function isDirty(doc: CellDocument): boolean {
  return doc.text !== doc.saved;
}

export function needsSending(doc: CellDocument): boolean {
  return isDirty(doc) && doc.sending === null && doc.conflict === null;
}

export function startSending(doc: CellDocument): CellDocument {
  return { ...doc, sending: doc.text };
}

/** The server has taken the text that was on its way. */
export function acknowledged(doc: CellDocument, revision: number): CellDocument {
  if (doc.sending === null || revision < doc.revision) {
    return { ...doc, sending: null };
  }
  return { ...doc, saved: doc.sending, revision, sending: null, unsure: [] };
}

/** The text on its way was refused. */
export function sendingFailed(doc: CellDocument): CellDocument {
  return { ...doc, sending: null };
}

/** The line broke before the answer came. */
export function answerLost(doc: CellDocument): CellDocument {
  return doc.sending === null ? doc : { ...doc, sending: null, unsure: [...doc.unsure, doc.sending] };
}

/** An event says what the cell's text is; one that was overtaken by an answer says nothing new. */
export function received(doc: CellDocument, server: ServerText): CellDocument {
  return server.revision < doc.revision ? doc : caughtUp(doc, server);
}

/** The server's own state, whatever revision it counts from: after a restart it may count anew. */
export function caughtUp(doc: CellDocument, server: ServerText): CellDocument {
  if (server.revision === doc.revision && server.text === doc.saved) {
    return doc;
  }
  const rebased = { ...doc, saved: server.text, revision: server.revision };
  if (server.text === doc.text) {
    return { ...rebased, conflict: null };
  }
  // One's own text has arrived; what was typed since goes after it, even where that is the text of before.
  if (server.text === doc.sending || doc.unsure.includes(server.text)) {
    return rebased;
  }
  if (!isDirty(doc)) {
    return { ...rebased, text: server.text };
  }
  if (server.text === doc.saved) {
    return rebased;
  }
  return { ...doc, conflict: server };
}

/** Goes on with the own text, on top of the other version. */
export function keepMine(doc: CellDocument): CellDocument {
  if (doc.conflict === null) {
    return doc;
  }
  return { ...doc, saved: doc.conflict.text, revision: doc.conflict.revision, conflict: null };
}

/** Gives the own text up for the other version. */
export function takeTheirs(doc: CellDocument): CellDocument {
  return doc.conflict === null ? doc : openDocument(doc.conflict);
}

/** What to keep in the browser; undefined when everything is saved. */
export function draftOf(doc: CellDocument): Draft | undefined {
  return isDirty(doc) || doc.conflict !== null
    ? { text: doc.text, baseText: doc.saved, baseRevision: doc.revision }
    : undefined;
}
