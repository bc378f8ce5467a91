import { expect, type Locator, type Page } from '@playwright/test';

/** What a person does in the studio, by its names. */
export class Studio {
  readonly page: Page;
  /** Addresses the page asked for that are not on this machine. */
  readonly foreignRequests: string[] = [];
  /** Errors the page reported. */
  readonly errors: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('request', (request) => {
      const { hostname, protocol } = new URL(request.url());
      if (protocol.startsWith('http') && hostname !== '127.0.0.1') {
        this.foreignRequests.push(request.url());
      }
    });
    page.on('pageerror', (error) => this.errors.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') {
        this.errors.push(message.text());
      }
    });
  }

  async open(url: string): Promise<void> {
    await this.page.goto(url);
    await expect(this.page.getByTestId('connection')).toContainText('connected');
  }

  cell(index: number): Locator {
    return this.page.getByTestId('cell').nth(index);
  }

  /** The cell with that title; its text or another's may hold the same words. */
  titled(title: string): Locator {
    return this.page.getByRole('region', { name: `: ${title}` });
  }

  cells(): Locator {
    return this.page.getByTestId('cell');
  }

  /** Makes a note by the + and waits for its first cell. */
  async newNote(): Promise<void> {
    const before = new URL(this.page.url()).hash;
    await this.page.getByTestId('new-note').click();
    await expect.poll(() => new URL(this.page.url()).hash).not.toBe(before);
    await expect(this.cells()).toHaveCount(1);
  }

  /** Types a query into the first cell of a new note and runs it. */
  async runInNewNote(text: string): Promise<Locator> {
    await this.newNote();
    const cell = this.cell(0);
    await this.type(cell, text);
    await this.run(cell);
    return cell;
  }

  note(name: string): Locator {
    return this.page.getByTestId('note-row').filter({ hasText: name });
  }

  async menu(cell: Locator, entry: string): Promise<void> {
    await cell.getByTestId('cell-menu').click();
    await cell.getByRole('menuitem', { name: entry }).click();
  }

  state(cell: Locator): Locator {
    return cell.getByTestId('cell-state');
  }

  async expectSaved(): Promise<void> {
    await expect(this.page.getByTestId('saved-state')).toHaveText('saved');
  }

  /** Puts the cursor into a cell's editor and types over what is there. */
  async type(cell: Locator, text: string): Promise<void> {
    await cell.getByTestId('cell-editor').click();
    await this.page.keyboard.press('ControlOrMeta+A');
    await this.page.keyboard.insertText(text);
  }

  async run(cell: Locator): Promise<void> {
    await cell.getByTestId('run-cell').click();
  }

  async stop(cell: Locator): Promise<void> {
    await cell.getByTestId('stop-cell').click();
  }

  rows(cell: Locator): Locator {
    return cell.getByTestId('result-row');
  }
}
