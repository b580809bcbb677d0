// Installs a Chromium where there is none: the end-to-end tests drive it, and the tests on WebGPU run on the software
// renderer beside it. Failing to is no failure: whichever tests need it say so.
import { findChromium } from './browser/chromium.ts';

try {
  findChromium();
} catch (error) {
  console.error((error as Error).message);
}
