/** Files that guests may send. */
export interface Media {
  /** Media types, such as `image/*`, or one for all. */
  readonly fileTypes: readonly string[];
  readonly maxFileSizeKB: number;
}

/** Answers on which the sources of the contract disagree; clients must take both forms. */
export interface Variants {
  /** Whether the typing of a guest comes back as an event. */
  readonly echoesTyping: boolean;
  /** Whether the history keeps the `metadata` of messages. */
  readonly historyKeepsMetadata: boolean;
  /** Whether answers with buttons come back from the history as plain text. */
  readonly historyFlattensAnswers: boolean;
  /** Whether the `channel.time` of the history's messages is null. */
  readonly historyHidesTimes: boolean;
  /** Whether an echo starts the session's time anew. */
  readonly echoExtendsSession: boolean;
  readonly typingField: "duration" | "durationMs";
  readonly closedField: "reason" | "reasonCode";
  /** Whether the event of an upload comes before the answer to its `PUT`. */
  readonly uploadEventFirst: boolean;
  /** The outer code of a refused upload. */
  readonly uploadRefusedCode: 200 | 400;
  /** `ErrorMessage` in place of `string` as the class of refusals. */
  readonly refusals: "string" | "ErrorMessage";
}

/** The settings of one deployment. */
export interface DeploymentSettings {
  readonly status: "Active" | "Inactive";
  readonly autoStart: boolean;
  /** Whether the end of a conversation is told, and whether the session is read-only after it. */
  readonly disconnect: "Off" | "Send" | "ReadOnly";
  /** Whether a guest may end the conversation for good. */
  readonly clear: boolean;
  readonly showAgentTyping: boolean;
  readonly showGuestTyping: boolean;
  readonly markdown: boolean;
  /** Domains that may open the socket; `"all"` for every one. */
  readonly allowedDomains: "all" | readonly string[];
  /** Null: no attachments. */
  readonly media: Media | null;
  readonly blockedExtensions: readonly string[];
  /** Older deployments tell the limits of files in `config.json` only. */
  readonly fileLimitsIn: "session" | "config";
  /** Seconds without a message after which a session expires. */
  readonly sessionSeconds: number;
  readonly customDataBytes: number;
  readonly jwtSeconds: number;
  readonly downloadSeconds: number;
  readonly languages: readonly string[];
  /** Whether guests may be signed in. */
  readonly auth: boolean;
  /** Whether a guest's session may become that of a signed-in person. */
  readonly allowSessionUpgrade: boolean;
  readonly variants: Variants;
}

export const defaultVariants: Variants = {
  echoesTyping: false,
  historyKeepsMetadata: false,
  historyFlattensAnswers: false,
  historyHidesTimes: false,
  echoExtendsSession: false,
  typingField: "duration",
  closedField: "reason",
  uploadEventFirst: false,
  uploadRefusedCode: 200,
  refusals: "string",
};

export const defaultSettings: DeploymentSettings = {
  status: "Active",
  autoStart: false,
  disconnect: "ReadOnly",
  clear: true,
  showAgentTyping: true,
  showGuestTyping: true,
  markdown: false,
  allowedDomains: "all",
  media: { fileTypes: ["image/*", "application/pdf"], maxFileSizeKB: 10_240 },
  blockedExtensions: [".exe", ".js"],
  fileLimitsIn: "session",
  sessionSeconds: 259_200,
  customDataBytes: 2_048,
  jwtSeconds: 60,
  downloadSeconds: 600,
  languages: ["en-us"],
  auth: false,
  allowSessionUpgrade: false,
  variants: defaultVariants,
};

/** Settings to change; the rest stays. */
export type DeploymentChanges = Partial<Omit<DeploymentSettings, "variants">> & {
  readonly variants?: Partial<Variants>;
};

export const changed = (
  settings: DeploymentSettings,
  changes: DeploymentChanges,
): DeploymentSettings => ({
  ...settings,
  ...changes,
  variants: { ...settings.variants, ...changes.variants },
});

/** Whether a page of the origin may use the deployment. A client that is no browser has none. */
export function allowsOrigin(
  { allowedDomains }: DeploymentSettings,
  origin: string | undefined,
): boolean {
  if (origin === undefined || allowedDomains === "all") return true;
  if (!URL.canParse(origin)) return false;
  // The contract's client ignores scheme and port.
  const host = new URL(origin).hostname.toLowerCase();
  return allowedDomains.some((domain) => {
    const allowed = domain.toLowerCase();
    return host === allowed || host.endsWith(`.${allowed}`);
  });
}

export const domainsJson = ({ allowedDomains }: DeploymentSettings): object => ({
  allowAllDomains: allowedDomains === "all",
  allowedDomains: allowedDomains === "all" ? [] : allowedDomains,
});

const fileModes = ({ fileTypes, maxFileSizeKB }: Media): object[] => [{ fileTypes, maxFileSizeKB }];

function fileUploadJson({ media, fileLimitsIn }: DeploymentSettings): object {
  const modes = media === null ? [] : fileModes(media);
  return fileLimitsIn === "config" ? { modes } : { enableAttachments: media !== null, modes };
}

/** The public `config.json`. */
export function configJson(id: string, settings: DeploymentSettings, api: string): object {
  const { disconnect } = settings;
  return {
    id,
    version: "7",
    status: settings.status,
    languages: settings.languages,
    defaultLanguage: settings.languages[0] ?? "en-us",
    apiEndpoint: api,
    headlessMode: { enabled: false },
    messenger: {
      enabled: true,
      apps: {
        conversations: {
          enabled: true,
          messagingEndpoint: api.replace(/^http/, "ws"),
          showAgentTypingIndicator: settings.showAgentTyping,
          showUserTypingIndicator: settings.showGuestTyping,
          autoStart: { enabled: settings.autoStart },
          conversationDisconnect: {
            enabled: disconnect !== "Off",
            type: disconnect === "Off" ? "Send" : disconnect,
          },
          conversationClear: { enabled: settings.clear },
          markdown: { enabled: settings.markdown },
          humanize: { enabled: false },
          notifications: {
            enabled: false,
            notificationContentType: "ExcludeMessagesContent",
          },
          sessionDurationSeconds: settings.sessionSeconds,
        },
      },
      styles: { primaryColor: "#0165a7" },
      launcherButton: { visibility: "On" },
      fileUpload: fileUploadJson(settings),
    },
    journeyEvents: { enabled: false },
    auth: { enabled: settings.auth, allowSessionUpgrade: settings.allowSessionUpgrade },
  };
}

/** The fields of a session about files: `allowedMedia`, and the endings that win over it. */
export function allowedMediaJson({
  media,
  fileLimitsIn,
  blockedExtensions,
}: DeploymentSettings): object {
  if (media === null || fileLimitsIn === "config") return {};
  return {
    allowedMedia: {
      inbound: {
        fileTypes: media.fileTypes.map((type) => ({ type })),
        maxFileSizeKB: media.maxFileSizeKB,
      },
    },
    blockedExtensions,
  };
}
