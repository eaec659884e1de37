import type { WidgetOptions } from "parlor";

/** The fields of the playground. */
export interface PlaygroundChoice {
  company: string;
  accent: string;
  theme: "auto" | "light" | "dark";
  locale: string;
  position: "start" | "end";
  startOn: "message" | "open";
  /** In px; empty while somebody types another. */
  radius: number | "";
  askName: boolean;
  phone: string;
}

const ids = {
  organizationId: "2d9f7c31-4be8-4a06-b1f3-8c5e6d7a9012",
  deploymentId: "71c0e5d2-3a9b-4f18-96e7-d4b5a2c8f035",
};
const preChat = { fields: [{ name: "displayName", type: "text", label: "Your name" }] } as const;

export function optionsOf(choice: PlaygroundChoice): WidgetOptions {
  return {
    api: "https://chat.example.com",
    ...ids,
    routing: { queue: "Bookings" },
    storage: "memory",
    company: choice.company,
    accent: choice.accent,
    theme: choice.theme,
    locale: choice.locale,
    position: choice.position,
    startOn: choice.startOn,
    ...(choice.askName ? { preChat } : {}),
    ...(choice.phone === "" ? {} : { help: { phone: choice.phone } }),
  };
}

/** That of the panel, when a page says nothing. */
export const DEFAULT_RADIUS = 20;

export const radiusOf = ({ radius }: PlaygroundChoice): string => `${radius || 0}px`;

const quoted = (text: string): string => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");

/** The tag with these options, and what has to stand before it. */
export function tagOf(choice: PlaygroundChoice): string {
  const block = {
    ...(choice.askName ? { preChat } : {}),
    ...(choice.phone === "" ? {} : { help: { phone: choice.phone } }),
  };
  // A closing tag in a value would end the block.
  const json = JSON.stringify(block, null, 2).replaceAll("<", "\\u003c");
  const attributes = {
    "organization-id": ids.organizationId,
    "deployment-id": ids.deploymentId,
    queue: "Bookings",
    company: choice.company,
    accent: choice.accent,
    ...(choice.theme === "auto" ? {} : { theme: choice.theme }),
    ...(choice.locale === "en" ? {} : { locale: choice.locale }),
    ...(choice.position === "end" ? {} : { position: choice.position }),
    ...(choice.startOn === "message" ? {} : { "start-on": choice.startOn }),
  };
  const tag = [
    `<script async src="https://chat.example.com/parlor.js"`,
    ...Object.entries(attributes).map(([name, value]) => `        data-${name}="${quoted(value)}"`),
  ].join("\n");
  return [
    ...(choice.radius === DEFAULT_RADIUS
      ? []
      : [`<style>[data-parlor] { --parlor-radius: ${radiusOf(choice)} }</style>`]),
    ...(json === "{}" ? [] : [`<script type="application/json" data-parlor-config>\n${json}\n</script>`]),
    `${tag}></script>`,
  ].join("\n");
}
