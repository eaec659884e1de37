/** The messages of the chunk for unseen messages. */
export const enUnseen = {
  "news.close": "Dismiss preview",
} as const;
