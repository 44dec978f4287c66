/** The settings that the form offers for every script; the service knows and checks the others, too. */
export const limits = [
  { name: 'CONCURRENT_PAGES', label: 'Pages', kind: 'text', meaning: 'pages that work at the same time, 1 to 64; auto: as many as bring something, auto:2-20: within bounds; empty: as many workers as are free' },
  { name: 'MAX_DOWNLOADS', label: 'Items at most', kind: 'whole', meaning: 'items in this run; empty or 0: all' },
  { name: 'GLOBAL_JOB_TIMEOUT', label: 'Time for the run, in seconds', kind: 'seconds', meaning: 'then it ends and can be started again; empty: the script\u2019s own, or none' },
];

export const more = [
  { name: 'ITEM_TIMEOUT', label: 'Time for one item, in seconds', kind: 'seconds', meaning: 'what runs over is stopped' },
  { name: 'REQUEST_TIMEOUT', label: 'Time for one answer, in seconds', kind: 'seconds', meaning: 'longest wait for one page, element or answer' },
  { name: 'SOURCE_TIMEOUT', label: 'Time for one source, in seconds', kind: 'seconds', meaning: 'for all items of one source together' },
  { name: 'MAX_CONCURRENT_SOURCES', label: 'Sources at the same time', kind: 'whole', meaning: '1 to 64' },
  { name: 'MAX_RETRIES', label: 'Further attempts', kind: 'whole', meaning: 'after one that failed' },
  { name: 'BACKOFF_FACTOR', label: 'Backoff factor', kind: 'number', meaning: 'the pause before attempt n+1 is this to the power of n, in seconds, at most 300' },
  { name: 'DOWNLOAD_DELAY', label: 'Pause between items, in seconds', kind: 'seconds', meaning: 'least time between the starts of two items of one host' },
  { name: 'MAX_PER_MINUTE', label: 'Items of one host in a minute', kind: 'whole', meaning: '0: any number' },
  { name: 'FORCE_REDOWNLOAD', label: 'Fetch again what is done', kind: 'switch', default: 'false', meaning: 'files stay until they are replaced' },
];
