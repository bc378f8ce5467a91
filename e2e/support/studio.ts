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

  /** The cell with that title. */
  titled(title: string): Locator {
    return this.page.getByTestId('cell').filter({ hasText: title });
  }

  async newNote(): Promise<void> {
    await this.page.getByTestId('new-note').click();
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
