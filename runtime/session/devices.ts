export const deviceNames = ['cpu', 'webgpu', 'cuda', 'dml', 'coreml'] as const;
export type Device = (typeof deviceNames)[number];

export interface DeviceReport {
  readonly device: Device;
  readonly available: boolean;
  /** What it is, or why it cannot be used here. */
  readonly reason: string;
}
