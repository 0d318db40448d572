import type { TestProject } from 'vitest/node';
import { findBrowser } from './find-browser.mjs';

declare module 'vitest' {
  export interface ProvidedContext {
    browser: string;
  }
}

/** Hands journeys the path of a Chromium: `inject('browser')`. */
export default function setUp(project: TestProject): void {
  project.provide('browser', findBrowser() ?? '');
}
