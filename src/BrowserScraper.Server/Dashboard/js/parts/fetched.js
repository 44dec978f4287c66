const pause = 3_000;

/**
 * A list that is asked for again when the snapshot says that it has changed, at most every three seconds.
 * @param load asks and shows; @param markOf what must differ for it to be asked for again
 */
export function fetched(load, markOf) {
  let mark = null;
  let isWaiting = false;
  let isClosed = false;

  const again = async () => {
    await load();
    isWaiting = true;
    setTimeout(() => isWaiting = false, pause);
  };

  return {
    update(snapshot, job) {
      const now = markOf(job);
      if (now !== mark && !isWaiting && !isClosed) {
        mark = now;
        isWaiting = true;
        again();
      }
    },
    refresh: () => mark = null,
    close: () => isClosed = true,
  };
}
