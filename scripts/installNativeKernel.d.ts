export function installNativeKernel(
  say: (text: string) => void,
): Promise<{ kernel: 'native' } | { kernel: 'wasm'; reason?: string }>
