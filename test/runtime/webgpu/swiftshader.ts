import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folders = ['/usr/lib/chromium', '/usr/lib/chromium-browser', '/opt/google/chrome'];
const DRIVER = 'vk_swiftshader_icd.json';

/**
 * The environment in which a process finds SwiftShader, the Vulkan of Chromium that computes on the processor, as the only
 * graphics driver; undefined where no Chromium brought it. The system's loader reads it when a process starts.
 */
export function swiftShader(): NodeJS.ProcessEnv | undefined {
  const folder = folders.find((one) => existsSync(join(one, DRIVER)));
  if (folder === undefined) return undefined;
  const libraries = [folder, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':');
  return { ...process.env, VK_ICD_FILENAMES: join(folder, DRIVER), LD_LIBRARY_PATH: libraries };
}
