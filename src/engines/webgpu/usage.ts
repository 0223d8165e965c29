// As numbers, for the globals that name them are missing where a device is made outside a browser.
export const usage = { mapRead: 1, copySource: 4, copyTarget: 8, storage: 128 } as const;
export const mapModeRead = 1;
export const computeStage = 4;

export const storageUsage = usage.storage | usage.copySource | usage.copyTarget;
