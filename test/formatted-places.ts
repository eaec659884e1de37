/** A text in each place that formatted text has for one. */
export const formattedPlaces = (text: string): string =>
  [
    `**${text}** *${text}* ~~${text}~~`,
    `[${text}](https://a.example/) [a](${text}) [a](https://a.example/${text})`,
    `- ${text}`,
    `1. ${text}`,
    `> ${text}`,
    `\`\`\`${text}`,
    text,
    "```",
    `${text}@a.example +33 4 00 00 48 21${text}`,
  ].join("\n");
