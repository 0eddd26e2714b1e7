/** Whether a run or task has not ended: it waits for its turn, or is under way. */
export const isLive = <State extends { readonly status: string }>(
  state: State,
): state is Extract<State, { readonly status: 'queued' | 'running' }> =>
  state.status === 'queued' || state.status === 'running'
